import Testing

/// The scanner sees what the tidy tests rely on it to see.
@Suite("Scanner") struct ScannerTests {
    private func code(_ text: String) -> String { String(decoding: SwiftText(text).code, as: UTF8.self) }

    private func outline(_ text: String) -> SwiftOutline { SwiftOutline(SwiftText(text)) }

    @Test("comments are blanked, lines stay")
    func comments() {
        #expect(code("a // b {\nc") == "a       \nc")
        #expect(code("a /* b /* c */\n */ d") == "a             \n    d")
        #expect(SwiftText("a\nb // c\n/// d\n").commentLines == [2, 3])
        #expect(SwiftText("a\nb\n").lineCount == 2)
        #expect(SwiftText("a\nb").lineCount == 2)
    }

    @Test("literals are blanked, the code within them stays")
    func literals() {
        #expect(code(#"f("{ \" // ")"#) == "f(          )")
        #expect(code(#"f("\(try! g("}"))")"#) == "f(  (try! g(   )) )")
        #expect(code(##"f(#"\(a) " "#)"##) == "f(           )")
        #expect(code("\"\"\"\n{ \" }\n\"\"\"; x") == "   \n     \n   ; x")
    }

    @Test("functions and their lengths")
    func functions() {
        let found = outline(
            """
            struct A {
                init() { self.init(1) }
                func b(_ c: () -> Void = { }) -> Int {
                    if true { }
                    return 1
                }
                var d: Int {
                    1
                }
                var e = [1].map { $0 }
            }
            protocol F { func g() }
            """
        ).functions
        #expect(
            found == [
                .init(name: "init", lines: 2...2), .init(name: "b", lines: 3...6), .init(name: "d", lines: 7...9),
            ])
    }

    @Test("types, and who sees them")
    func types() {
        let found = outline("public struct A<B: C> { enum D { case e } }\nprivate final class F {}\nclass func g() {}")
        #expect(
            found.types == [
                .init(name: "A", isVisible: true), .init(name: "D", isVisible: false),
                .init(name: "F", isVisible: false),
            ])
        #expect(found.parameters == ["B"])
        #expect(outline("func f<A, B>(_ a: A) {}").parameters == ["A", "B"])
    }

    @Test("names in code, without members")
    func references() {
        #expect(outline("let a: A.B = C().d // E\nlet f = \"G\"").references == ["A", "C"])
    }
}
