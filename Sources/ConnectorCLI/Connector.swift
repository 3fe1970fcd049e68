/// The command line.
@main
struct Connector {
    static func main() {}
}
