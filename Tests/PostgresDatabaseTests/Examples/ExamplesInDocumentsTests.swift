import Foundation
import TestServers
import Testing

@Suite struct ExamplesInDocumentsTests {
    @Test func everyExampleIsCompiled() throws {
        let examples = DocumentedExamples(
            compiledIn: "Tests/PostgresDatabaseTests/Examples", documents: ["README.md", "docs/database.md"],
            libraries: ["Sources/Postgres", "Sources/PostgresDatabase"])
        #expect(try examples.check() > 30)
    }

    /// A guide that names a test names one that is there; those of all libraries.
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
        #expect(count > 80)
    }
}
