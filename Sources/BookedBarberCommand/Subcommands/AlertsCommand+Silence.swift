import ArgumentParser
import DatabaseMonitoring
import Foundation

extension AlertsCommand {
    struct Silence: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send nothing about an alert for a while.",
            discussion: """
                The alert is evaluated and shown all the same; only its messages are held back, and it speaks again by \
                itself. For work that is known to cross a limit:

                  bookedbarber alerts silence replication_lag --for 2h
                  bookedbarber alerts silence replication_lag --end

                A later --for replaces an earlier one. 'bookedbarber alerts list' shows the names.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "Such as connection_usage.") var name: String
        @Option(
            name: .customLong("for"),
            help: ArgumentHelp("How long: 30m, 2h, 1d; at most \(SilenceLength.longest).", valueName: "time"))
        var length: SilenceLength?
        @Flag(help: "Let it speak again now.") var end = false

        func validate() throws {
            guard (length != nil) != end else {
                throw ValidationError("Say for how long, such as --for 1h, or --end.")
            }
        }

        func run() async throws {
            let client = try AdminClient.findMonitor(options)
            try KnownAlerts(names: try await client.alerts().map(\.name)).check(name)
            try await client.silence(name, for: length)
            StandardOutput.line(length.map { "\(name) is silent for \($0)" } ?? "\(name) speaks again")
        }
    }
}
