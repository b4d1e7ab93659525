import TestServers
import Testing

@Suite struct ExamplesInDocumentsTests {
    @Test func everyExampleIsCompiled() throws {
        let examples = DocumentedExamples(
            compiledIn: "Tests/DatabaseMonitoringTests/Examples", documents: ["docs/monitoring.md"],
            libraries: ["Sources/DatabaseMonitoring"])
        #expect(try examples.check() > 5)
    }
}
