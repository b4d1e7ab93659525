import TestServers
import Testing

@Suite struct ExamplesInDocumentsTests {
    @Test func everyExampleIsCompiled() throws {
        let examples = DocumentedExamples(
            compiledIn: "Tests/QueryCachingTests/Examples", documents: ["docs/caching.md"],
            libraries: ["Sources/QueryCaching"])
        #expect(try examples.check() > 15)
    }
}
