import Testing

/// Whatever users see is documented; the linter, which runs as well, does not look at all of it.
@Suite("Public symbols") struct PublicSymbolTests {
    @Test("each has a documentation comment right above it")
    func documentation() {
        for scanned in Scanned.sources {
            for symbol in PublicSymbols(scanned.text).symbols {
                let isDocumented = scanned.text.documentationLines.contains(symbol.line - 1)
                #expect(isDocumented, "\(scanned.file.path):\(symbol.line) \(symbol) is not documented")
            }
        }
    }

    @Test("there is something to look at")
    func notNothing() {
        let symbols = Scanned.sources.flatMap { PublicSymbols($0.text).symbols }
        #expect(symbols.count > 700)
        #expect(symbols.count { $0.kind == "case" } > 100)
    }

    @Test("what says so itself")
    func explicit() {
        expect(
            """
            public struct A {
                public internal(set) var b = 1
                @available(*, deprecated)
                @discardableResult public static func c() -> Int { let d = 1; return d }
                var e = 1
                public init() { self.init(1) }
                package init(_ f: Int) {}
                public subscript(g: Int) -> Int { g }
                public typealias H = Int
            }
            open class I { open func j() {} }
            public import Glibc
            public let `k` = 1
            """,
            ["struct A", "var b", "func c", "init (", "subscript (", "typealias H", "class I", "func j", "let k"],
            lines: [1, 2, 3, 6, 8, 9, 11, 11, 13])
    }

    @Test("what others make visible")
    func implicit() {
        expect(
            """
            public enum A { case b, c; case d
                func e() { switch self { case .b: break } } }
            enum F { case open
                case g }
            public protocol H { associatedtype I; func j(); var k: Int { get }; init(); subscript(l: Int) -> Int { get } }
            protocol M { func n() }
            public extension A { func o() { let p = 1 }; private func q() {}; enum R { case s } }
            infix operator %%
            precedencegroup T {}
            func u(actor: Int) {}
            """,
            [
                "enum A", "case b", "case d", "protocol H", "associatedtype I", "func j", "var k", "init (",
                "subscript (", "func o", "enum R", "case s", "operator %", "precedencegroup T",
            ])
    }

    private func expect(_ code: String, _ names: [String], lines: [Int]? = nil) {
        let symbols = PublicSymbols(SwiftText(code)).symbols
        #expect(symbols.map(\.description) == names)
        if let lines { #expect(symbols.map(\.line) == lines) }
    }
}
