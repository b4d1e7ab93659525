import AlertDrills
import ArgumentParser
import DatabaseMonitoring
import Foundation
import Logging

extension AlertsCommand {
    struct Drill: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an alert's fault happen on a private server, and see the alert fire and clear.",
            discussion: """
                Starts a PostgreSQL of its own in a temporary folder, makes the fault happen there, and shows how a \
                monitor sees it: healthy, pending, firing with its evidence, resolved. Nothing else is touched, and \
                everything is gone afterwards. What would take minutes is shortened; the first line says what.

                  bookedbarber alerts drill lock_wait
                  bookedbarber alerts drill lock_wait --tell

                Without a name it lists the drills. Ends with 0 when the alert fired and cleared, with 1 when it didn't.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "Such as lock_wait.") var name: String?
        @Flag(help: "The webhook of SLACK_WEBHOOK_URL is told of the alert, too.") var tell = false

        func validate() throws {
            guard let name else { return }
            do { _ = try AlertDrills.named(name) } catch { throw ValidationError("\(error)") }
        }

        func run() async throws {
            guard let name else {
                let width = AlertDrills.all.map(\.name.count).max() ?? 0
                for drill in AlertDrills.all {
                    StandardOutput.line(
                        drill.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + drill.summary)
                }
                return
            }
            do {
                let drill = try AlertDrills.named(name)
                let webhooks = tell ? [try destination()] : []
                let start = Date()
                let service = OneTimeService {
                    try await drill.run(webhooks: webhooks) { Self.show($0, since: start) }
                }
                try await StopSignals(logger: Logger(label: "bookedbarber")).run(service)
            } catch let error as AlertDestinationError {
                throw ProgramFailure(.usage, "\(error)")
            } catch {
                throw ProgramFailure(describing: error)
            }
        }

        private func destination() throws -> AlertDestination {
            guard let url = try options.load().configuration.monitoring.webhookURL else {
                throw ProgramFailure(.usage, "--tell needs to know whom: set SLACK_WEBHOOK_URL.")
            }
            return try AlertDestination(url: url.value)
        }

        private static func show(_ step: DrillStep, since start: Date) {
            let elapsed = max(0, step.time.timeIntervalSince(start))
            StandardOutput.line("\(AlertQuantity(elapsed, "s")): \(step)")
            guard let event = step.event, event.kind != .resolved else { return }
            for evidence in event.evidence {
                StandardOutput.line("    \(evidence.title)")
                for line in evidence.text.split(separator: "\n") { StandardOutput.line("      \(line)") }
            }
        }
    }
}
