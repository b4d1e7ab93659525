import ArgumentParser
import BookedBarber
import Logging

struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Fill the database with made-up shops, people, appointments and payments.",
        discussion: """
            Scale 1 is 10 shops, 60 barbers, 20,000 clients, 250,000 appointments over two years past and two months \
            ahead, and about 220,000 payments. The same scale gives the same data on the same day.

            Works on DATABASE_URL, or on the private PostgreSQL in the state folder, which is started for it and \
            stopped again (stop `serve` first). Everything is loaded in one transaction: whole, or not at all. A \
            database that has users is left alone without --force, since everybody knows the demo accounts' password.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: ArgumentHelp("How much: 0.001 to 100.", valueName: "number"))
    var scale = 1.0

    @Flag(help: "Seed a database that has users already.")
    var force = false

    static let scales = 0.001...100.0
    static let scalesInWords = "from 0.001 to 100"

    func validate() throws {
        guard Self.scales.contains(scale) else {
            throw ValidationError("--scale must be a number \(Self.scalesInWords).")
        }
    }

    func run() async throws {
        let loaded = try options.load()
        PlainLogHandler.bootstrap(level: loaded.configuration.log.level)
        let logger = Logger(label: "bookedbarber")
        let (scale, force) = (scale, force)
        try await DatabaseTask(configuration: loaded.configuration, logger: logger).run { database in
            try await SchemaSetup(database: database, logger: logger).run()
            let summary = try await SeedJob(database: database, scale: scale, addsToExisting: force).run()
            for table in summary.tables {
                StandardOutput.line("\(ProgressLine.grouped(table.rows)) \(table.name)")
            }
            StandardOutput.line("loaded in \(ProgressLine.readable(summary.elapsed))")
        }
    }
}
