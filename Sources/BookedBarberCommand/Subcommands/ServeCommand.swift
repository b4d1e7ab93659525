import ArgumentParser
import DatabaseMonitoring
import Foundation
import Logging
import Metrics

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the backend until Ctrl-C.",
        discussion: """
            Without DATABASE_URL a private PostgreSQL is started in the state folder; the first time it's filled with \
            demo data. With it, that database is brought up to date and gets no demo data.

            Ctrl-C (or SIGTERM) stops accepting connections, answers what's under way, and stops what was started. A \
            second Ctrl-C doesn't wait for requests, a third for nothing.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: ArgumentHelp("Address to listen on: 127.0.0.1 (default) is this machine only.", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("Port to listen on; 0 takes any free one. Default: 8080.", valueName: "number"))
    var port: String?

    @Option(
        help: ArgumentHelp(
            "Scale of the demo data for a new private database; 0 for none. See 'bookedbarber help seed'.",
            valueName: "number"))
    var demoScale = 0.1

    func validate() throws {
        guard demoScale == 0 || SeedCommand.scales.contains(demoScale) else {
            throw ValidationError("--demo-scale must be 0 or a number \(SeedCommand.scalesInWords).")
        }
    }

    func run() async throws {
        let loaded = try options.load(["http.host": host, "http.port": port])
        PlainLogHandler.bootstrap(level: loaded.configuration.log.level)
        let logger = Logger(label: "bookedbarber")
        for miss in ConfigurationKey.nearMisses(in: ProcessInfo.processInfo.environment) {
            logger.warning(
                "A variable isn't known; did you mean another?",
                metadata: ["found": "\(miss.found)", "meant": "\(miss.meant)"])
        }
        let registry = MetricsRegistry.ofProgram()
        MetricsSystem.bootstrap(registry)
        let backend = BackendService(
            configuration: loaded.configuration, demoScale: demoScale, registry: registry, logger: logger)
        try await StopSignals(logger: logger).run(backend)
    }
}
