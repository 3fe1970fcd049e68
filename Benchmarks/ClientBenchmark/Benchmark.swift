import Foundation

/// Measures this client, and tries to break it.
///
/// `ClientBenchmark speed|chaos|coding|connect|leak|profile|tls …`; each explains itself when it is given no argument it needs.
@main
struct Benchmark {
    static func main() async throws {
        let arguments = Options(CommandLine.arguments.dropFirst(2))
        do {
            switch CommandLine.arguments.dropFirst().first {
            case "speed": try await SpeedBenchmark(arguments).run()
            case "chaos": try await ChaosBenchmark(arguments).run()
            case "coding": try CodingBenchmark(arguments).run()
            case "connect": try await ConnectBenchmark(arguments).run()
            case "leak": try await LeakBenchmark(arguments).run()
            case "profile": try ProfileBenchmark(arguments).run()
            case "tls": try await TLSBenchmark(arguments).run()
            default: throw Options.Misuse(usage: usage)
            }
        } catch let misuse as Options.Misuse {
            print("usage: \(misuse.usage)")
            exit(64)
        } catch {
            print("\(error)")
            exit(1)
        }
    }

    private static let usage = """
        ClientBenchmark MODE …
          \(SpeedBenchmark.usage)
          \(ChaosBenchmark.usage)
          \(CodingBenchmark.usage)
          \(ConnectBenchmark.usage)
          \(TLSBenchmark.usage)
          \(LeakBenchmark.usage)
          \(ProfileBenchmark.usage)
        """
}
