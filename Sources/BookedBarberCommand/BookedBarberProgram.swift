import ArgumentParser
import Foundation

/// The `bookedbarber` executable.
@main
struct BookedBarberProgram: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bookedbarber",
        abstract: "A booking backend for barbershops, on its own PostgreSQL.",
        discussion: """
            Start it and open the address that it prints:

              bookedbarber serve

            Without DATABASE_URL it runs a private PostgreSQL in its state folder, filled with demo data the first \
            time. Ctrl-C stops everything it started and loses nothing.

            What can be set, in config/optimization-config.yaml, the environment or as an option, is shown by:

              bookedbarber config

            Exit codes: 0 done · 1 something unforeseen · 64 wrong use · 65 the database has \
            other data or migrations than expected · 69 a server or address isn't available · \
            73 the state folder can't be used · 78 the configuration is wrong · 130 stopped before it was done.
            """,
        version: ProgramVersion.text,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, SeedCommand.self, CacheCommand.self, TopCommand.self,
            AlertsCommand.self, ConfigCommand.self,
        ])

    static func main() async {
        // A reader of our output that goes away must not take the program with it.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as ProgramFailure {
            StandardError.line("bookedbarber: \(failure.message)")
            Foundation.exit(failure.exitCode.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
