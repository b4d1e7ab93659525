import ArgumentParser
import BookedBarber
import Foundation
import Logging

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database's tables up to date.",
        discussion: """
            Works on DATABASE_URL, or on the private PostgreSQL in the state folder, which is started for it and \
            stopped again. `serve` does the same at its start. Programs that migrate one database at the same time \
            take turns; a migration is applied whole or not at all.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Only print which migrations are applied and which aren't.")
    var status = false

    func run() async throws {
        let loaded = try options.load()
        PlainLogHandler.bootstrap(level: loaded.configuration.log.level)
        let logger = Logger(label: "bookedbarber")
        let showsStatus = status
        try await DatabaseTask(configuration: loaded.configuration, logger: logger).run { database in
            if !showsStatus { try await SchemaSetup(database: database, logger: logger).run() }
            for (migration, appliedAt) in try await Migrator(database: database).status() {
                StandardOutput.line(
                    "\(migration)  \(appliedAt.map { "applied \($0.formatted(.iso8601))" } ?? "pending")")
            }
        }
    }
}
