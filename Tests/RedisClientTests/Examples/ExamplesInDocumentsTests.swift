import TestServers
import Testing

@Suite struct ExamplesInDocumentsTests {
    @Test func everyExampleIsCompiled() throws {
        let examples = DocumentedExamples(
            compiledIn: "Tests/RedisClientTests/Examples", libraries: ["Sources/RedisClient"])
        #expect(try examples.check() > 15)
    }
}
