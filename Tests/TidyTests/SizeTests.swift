import Testing

/// What is too long to be taken in at a glance is in need of a seam.
@Suite("Size") struct SizeTests {
    static let linesPerFile = 400
    static let linesPerFunction = 60

    @Test("no file is too long")
    func files() {
        for scanned in Scanned.code {
            #expect(scanned.text.lineCount <= Self.linesPerFile, "\(scanned.file.path)")
        }
    }

    @Test("no function is too long")
    func functions() {
        for scanned in Scanned.code {
            for function in scanned.outline.functions {
                #expect(
                    function.lines.count <= Self.linesPerFunction,
                    "\(scanned.file.path):\(function.lines.lowerBound) \(function.name)")
            }
        }
    }

    @Test("there is something to look at")
    func notNothing() {
        #expect(Scanned.sources.count > 100)
        #expect(Scanned.sources.flatMap(\.outline.functions).count > 500)
    }
}
