import ArgumentParser
import DatabaseMonitoring
import Foundation

struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Watch the database of a running server, as top watches processes.",
        discussion: """
            Shows whether all is well, requests and how long they take, connections, pool and cache, alerts that fire, \
            who blocks whom, what sessions do, and which statements cost most. On a terminal it stays and renews \
            itself; leave it with q. Keys: s sorts statements otherwise, p pauses, 1 to 7 choose what fills the \
            screen, arrows scroll, ? explains.

            It asks the monitor of the 'bookedbarber serve' whose state folder is the same, never PostgreSQL itself: \
            it works when PostgreSQL takes no more connections, and says so when the server is gone, until it's back.

            For scripts there is one look as plain text, which is also what a file or a pipe gets, as wide as \
            COLUMNS says (120 without it); and all that the monitor knows, with rates a second and times in seconds:

              bookedbarber top --once
              bookedbarber top --json
            """)

    @OptionGroup var options: ConfigurationOptions
    @Flag(help: "Print one look and end.") var once = false
    @Flag(help: "The newest snapshot as the monitor says it at /api/snapshot.") var json = false
    @Option(
        help: ArgumentHelp("Seconds between two questions to the monitor, 0.2 to 3600.", valueName: "seconds"))
    var interval = 2.0
    @Option(
        help: ArgumentHelp("Which statements come first: those of most time, calls, mean or rows.", valueName: "order"))
    var sort = StatementOrder.time

    private static let intervals = 0.2...3600

    func validate() throws {
        guard Self.intervals.contains(interval) else {
            throw ValidationError("--interval must be a number of seconds from 0.2 to 3600; it is \(interval).")
        }
        guard !(once && json) else { throw ValidationError("Choose one of --once and --json.") }
    }

    func run() async throws {
        if json {
            StandardOutput.line(try await AdminClient.findMonitor(options).text("/api/snapshot"))
        } else if once || !TerminalDevice.isInteractive {
            let lines = TopScreen.text(try await snapshot(), width: Self.width, order: sort, now: Date())
            StandardOutput.line(lines.joined(separator: "\n"))
        } else {
            // Finds out now whether there is a server: a person who named a wrong folder shouldn't wait for it.
            _ = try AdminClient.findMonitor(options)
            try await TopSession(interval: .seconds(interval), order: sort, snapshot: snapshot).run()
        }
    }

    /// A server that was started anew has another address and token.
    @Sendable private func snapshot() async throws(ProgramFailure) -> MonitorSnapshot {
        try await AdminClient.findMonitor(options).get("/api/snapshot", as: MonitorSnapshot.self)
    }

    /// Of a page that isn't drawn over.
    private static var width: Int {
        let told = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
        return max(60, min(1000, TerminalDevice.size()?.columns ?? told ?? 120))
    }
}

extension StatementOrder: ExpressibleByArgument {}
