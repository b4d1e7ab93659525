import ArgumentParser
import BookedBarber
import Logging
import PostgresDatabase

struct CacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "See what the query cache does, and let what is cached be read anew.",
        subcommands: [Stats.self, Get.self, Invalidate.self, Triggers.self])

    struct Invalidate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let everything with these tags be read anew.",
            discussion: """
                Every running process applies it within a second, through the table cache_invalidations. Tags are \
                user:ID, shop:ID, shops, services:SHOP, barbers:SHOP, barber:ID, client_appointments:USER, \
                barber_appointments:BARBER, shop_appointments:SHOP, payments:SHOP and names; * is everything.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "Such as user:42; '*' for everything.") var tags: [String]

        func validate() throws {
            for tag in tags where tag.isEmpty || tag.utf8.count > 200 {
                throw ValidationError("A tag has 1 to 200 bytes; this has \(tag.utf8.count): \(tag.prefix(40))")
            }
        }

        func run() async throws {
            let tags = tags
            try await CacheCommand.onDatabase(options) { database in
                try await CacheInvalidation(database: database).invalidate(tags)
                StandardOutput.line("invalidated \(tags.joined(separator: ", "))")
            }
        }
    }

    struct Triggers: AsyncParsableCommand {
        enum Action: String, ExpressibleByArgument, CaseIterable {
            case install, remove, status
        }

        static let configuration = CommandConfiguration(
            abstract: "Notice what other programs write to the tables that are cached.",
            discussion: """
                With the triggers, what psql or another program changes is read anew within a second. Without them it \
                is seen when the value expires. Programs that call themselves bookedbarber (application_name) are \
                taken for this one, which names what it changes by itself.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "install, remove or status.") var action: Action

        func run() async throws {
            let action = action
            try await CacheCommand.onDatabase(options) { database in
                let triggers = CacheTriggers(database: database)
                switch action {
                case .install: try await triggers.install()
                case .remove: try await triggers.remove()
                case .status: break
                }
                for status in try await triggers.status() {
                    StandardOutput.line("\(status.isInstalled ? "installed" : "missing  ")  \(status.table)")
                }
            }
        }
    }

    private static func onDatabase(
        _ options: ConfigurationOptions, _ work: @escaping @Sendable (Database) async throws -> Void
    ) async throws {
        let loaded = try options.load()
        PlainLogHandler.bootstrap(level: loaded.configuration.log.level)
        let logger = Logger(label: "bookedbarber")
        try await DatabaseTask(configuration: loaded.configuration, logger: logger).run { database in
            guard try await Migrator(database: database).isCurrent() else {
                throw ProgramFailure(
                    .data, "The database's tables aren't up to date; run 'bookedbarber migrate' first.")
            }
            try await work(database)
        }
    }
}
