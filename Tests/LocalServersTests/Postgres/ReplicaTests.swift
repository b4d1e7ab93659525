import Logging
import TestServers
import Testing

@testable import LocalServers

/// Streaming replicas of a private server.
@Suite struct ReplicaTests {
    private static let logger = Logger(label: "replica-tests") { _ in SwiftLogNoOpLogHandler() }
    private static let settings = ["wal_level": "replica", "max_wal_senders": "4"]

    @Test func aReplicaHasWhatIsWrittenAfterItsCopy() async throws {
        try await TestServers.withOwnPostgres("primary", settings: Self.settings) { primary in
            try await TestServers.withFolder("replica") { folder in
                let replica = try await LocalPostgres.startReplica(
                    of: primary, Self.configuration(folder), logger: Self.logger)
                try await Self.perform("CREATE TABLE later (id int)", on: primary)

                let isThere = try await eventually {
                    try await !Self.perform("SELECT 1 WHERE to_regclass('later') IS NOT NULL", on: replica).isEmpty
                }

                #expect(isThere)
                #expect(try await !Self.perform("SELECT 1 WHERE pg_is_in_recovery()", on: replica).isEmpty)
                try await replica.stop(.immediate)
            }
        }
    }

    @Test func aReplicaStartsAgainOnItsFolder() async throws {
        try await TestServers.withOwnPostgres("primary", settings: Self.settings) { primary in
            try await TestServers.withFolder("replica") { folder in
                let configuration = Self.configuration(folder)
                let replica = try await LocalPostgres.startReplica(of: primary, configuration, logger: Self.logger)
                try await replica.stop(.immediate)

                let again = try await LocalPostgres.start(configuration, logger: Self.logger)

                #expect(try await !Self.perform("SELECT 1 WHERE pg_is_in_recovery()", on: again).isEmpty)
                try await again.stop(.immediate)
            }
        }
    }

    @Test func aFolderWithADatabaseIsLeftAlone() async throws {
        try await TestServers.withOwnPostgres("primary", settings: Self.settings) { primary in
            let folder = primary.folder.path

            let error = await #expect(throws: LocalServerError.self) {
                try await LocalPostgres.startReplica(of: primary, .init(directory: folder), logger: Self.logger)
            }

            #expect(error?.code == .folderUnusable)
            #expect(error?.message == "\(folder) has a database already: a replica needs a new folder.")
        }
    }

    private static func configuration(_ folder: String) -> LocalPostgres.Configuration {
        var configuration = TestServers.configuration(in: folder + "/postgres")
        configuration.settings.merge(settings) { $1 }
        return configuration
    }

    @discardableResult
    private static func perform(_ sql: String, on server: LocalPostgres) async throws -> [[String?]] {
        try await AdminSession.perform(server.adminURL(), within: .seconds(30)) {
            session throws(AdminSession.Failure) in try session.query(sql)
        }
    }
}
