import ArgumentParser
import DatabaseMonitoring
import Foundation

struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "See which alerts fire, try the webhook, silence an alert for a while, rehearse one.",
        discussion: """
            Asks the monitor of the 'bookedbarber serve' whose state folder is the same. Limits are set in \
            config/optimization-config.yaml, under monitoring.alert_thresholds; what each alert means, and what to do, \
            is in docs/monitoring.md.
            """,
        subcommands: [List.self, Test.self, Silence.self, Drill.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "All alert rules and how they stand.",
            discussion: """
                A rule whose limit is crossed is pending until that has lasted long enough, then it fires and is sent to \
                the webhook. It clears at a level of its own, and is resolved then. '-' is a value that can't be measured.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Everything, with evidence and advice, as the monitor says it at /api/alerts.") var json = false

        func run() async throws {
            let client = try AdminClient.findMonitor(options)
            if json {
                StandardOutput.line(try await client.text("/api/alerts"))
            } else {
                StandardOutput.line(AlertTable.lines(try await client.alerts(), now: Date()).joined(separator: "\n"))
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a message to every webhook, as an alert would.",
            discussion: """
                The running server sends it, so that its network and its settings are what is tried. Ends with 0 when \
                every webhook took the message, with 69 when one didn't, and with 78 when there is none.
                """)

        @OptionGroup var options: ConfigurationOptions

        func run() async throws {
            let results = try await AdminClient.findMonitor(options).testWebhooks()
            guard !results.isEmpty else {
                throw ProgramFailure(
                    .configuration,
                    "The running server has no webhook. Set SLACK_WEBHOOK_URL, or monitoring.slack_webhook_url in the "
                        + "configuration, and restart it.")
            }
            for result in results { StandardOutput.line(WebhookTestLine.text(result)) }
            let failed = results.count { $0.failure != nil }
            guard failed == 0 else {
                throw ProgramFailure(
                    .unavailable, "\(failed) of \(results.count) webhooks did not take the message.")
            }
        }
    }
}
