import ArgumentParser
import Foundation

extension CacheCommand {
    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What the cache of the running server holds and does.",
            discussion: """
                For each kind of data: how much of what was asked for was in memory or in Redis, how long loads took, and how \
                old values were when they were served. Counted since the server was started.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Flag(help: "Everything, as the server says it at /admin/cache.") var json = false

        func run() async throws {
            let client = try AdminClient.find(options)
            if json {
                StandardOutput.line(try await client.text("/admin/cache"))
            } else {
                StandardOutput.line(CacheTable.text(try await client.get("/admin/cache", as: CacheReport.self)))
            }
        }
    }

    struct Get: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What the cache of the running server holds of one key.",
            discussion: """
                For example: user_profile 42; static_data shop 7; service_list services 7; barber_schedule schedule 12. A key \
                is numbers and words; "cache stats" lists the kinds.
                """)

        @OptionGroup var options: ConfigurationOptions
        @Argument(help: "Such as user_profile.") var kind: String
        @Argument(help: "The parts of its key, such as 42.") var key: [String]

        func validate() throws {
            for part in key where part.contains(",") || part.isEmpty {
                throw ValidationError("A part of a key has no comma, and isn't empty: \(part)")
            }
        }

        func run() async throws {
            let client = try AdminClient.find(options)
            var target = URLComponents()
            target.path = "/admin/cache/entries"
            target.queryItems = [
                URLQueryItem(name: "kind", value: kind), URLQueryItem(name: "key", value: key.joined(separator: ",")),
            ]
            // "+" stands for itself in a query for Foundation, and for a space everywhere else.
            let path = (target.string ?? "").replacing("+", with: "%2B")
            let found = try await client.get(path, as: CacheEntriesReport.self)
            StandardOutput.line(CacheEntriesReport.text(found, kind: kind, key: key))
        }
    }
}
