import Foundation
import Testing

@Suite struct ExamplesInDocumentsTests {
    private static let folder = "Tests/PostgresDatabaseTests/Examples"

    /// What stands between ```swift and ```, without the marks of a comment.
    private static func blocks(_ path: String) throws -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
            var text = line.drop(while: \.isWhitespace)
            if path.hasSuffix(".swift") {
                guard text.hasPrefix("///") else { continue }
                text = text.dropFirst(3).drop(while: \.isWhitespace)
            }
            if let lines = block, text.hasPrefix("```") {
                blocks.append(lines.joined(separator: "\n"))
                block = nil
            } else if text.hasPrefix("```swift") {
                block = []
            } else {
                block?.append(text)
            }
        }
        return blocks
    }

    /// All white space counts as one space.
    private static func words(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func documents() throws -> [String] {
        var paths = [Repository.root + "/README.md", Repository.root + "/docs/database.md"]
        for folder in ["Sources/Postgres", "Sources/PostgresDatabase"] {
            paths += try Repository.files(under: folder, ending: ".swift")
            paths += try Repository.files(under: folder, ending: ".md")
        }
        return paths
    }

    @Test func everyExampleIsCompiled() throws {
        let examples = try Repository.files(under: Self.folder, ending: "Examples.swift")
        let compiled = try examples.map { Self.words(try String(contentsOfFile: $0, encoding: .utf8)) }
        var count = 0
        for path in try Self.documents() {
            for block in try Self.blocks(path) {
                count += 1
                let isThere = compiled.contains { $0.contains(Self.words(block)) }
                #expect(isThere, "\(path) has an example that is in no file of \(Self.folder):\n\(block)")
            }
        }
        #expect(count > 30)
    }

    /// A guide that names a test names one that is there.
    @Test func everyTestThatIsNamedExists() throws {
        let tests = try Repository.files(under: "Tests", ending: ".swift")
            .map { try String(contentsOfFile: $0, encoding: .utf8) }.joined()
        var count = 0
        for path in try Repository.files(under: "Sources", ending: "Guarantees.md") {
            for match in try String(contentsOfFile: path, encoding: .utf8).matches(of: /`([a-z]+[A-Z]\w{12,})`/) {
                count += 1
                let exists = tests.contains("func \(match.1)(")
                #expect(exists, "\(path) names a test that isn't there: \(match.1)")
            }
        }
        #expect(count > 40)
    }
}
