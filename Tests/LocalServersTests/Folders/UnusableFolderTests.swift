import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("Folders that can't be used")
struct UnusableFolderTests {
    private func failure(_ directory: String) async throws -> LocalServerError {
        try await #require(throws: LocalServerError.self) {
            _ = try await LocalPostgres.start(TestServers.configuration(in: directory), logger: quiet)
        }
    }

    @Test("a folder in use is refused with the folder and the process that holds it")
    func inUse() async throws {
        let server = try await TestServers.postgres()

        let error = try await failure(server.folder.path)

        #expect(error.code == .folderInUse)
        #expect(error.message.contains(server.folder.path))
        #expect(error.message.contains("process \(getpid())"))
        #expect(try await value(server.url, "SELECT 1") == "1")
    }

    @Test("a file where the folder should be is named")
    func file() async throws {
        try await TestServers.withFolder("file") { folder in
            try "in the way".write(toFile: folder + "/state", atomically: true, encoding: .utf8)

            let error = try await failure(folder + "/state")

            #expect(error.code == .folderUnusable)
            #expect(error.message.contains("/state"))
            #expect(try String(contentsOfFile: folder + "/state", encoding: .utf8) == "in the way")
        }
    }

    @Test("a place where no folder can be made is named", arguments: ["/proc/bookedbarber", "/dev/null/state"])
    func impossible(path: String) async throws {
        let error = try await failure(path)

        #expect(error.code == .folderUnusable)
        #expect(error.message.contains(path))
    }

    @Test("a path that is none is refused", arguments: ["", "a\nb", "a\0b"])
    func noPath(path: String) async throws {
        #expect(try await failure(path).code == .folderUnusable)
    }

    @Test("a folder that the server's user can't reach is refused, with the way out", .enabled(if: getuid() == 0))
    func unreachable() async throws {
        try await TestServers.withFolder("unreachable") { folder in
            let closed = folder + "/closed"
            try FileManager.default.createDirectory(
                atPath: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])

            let error = try await failure(closed + "/state")

            #expect(error.code == .folderUnusable)
            #expect(error.message.contains("chmod o+x"))
            #expect(error.message.contains("/closed"))
        }
    }

    @Test("a folder that may not be written is refused", .enabled(if: getuid() != 0))
    func readOnly() async throws {
        try await TestServers.withFolder("read-only") { folder in
            let closed = folder + "/closed"
            try FileManager.default.createDirectory(
                atPath: closed, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])

            let error = try await failure(closed + "/state")

            #expect(error.code == .folderUnusable)
            #expect(error.message.contains("/closed"))
        }
    }

    @Test("the permissions of a folder with anything else in it are left alone")
    func foreignFolder() async throws {
        try await TestServers.withFolder("foreign") { folder in
            try "mine".write(toFile: folder + "/letter", atomically: true, encoding: .utf8)
            let before = FolderAccess.entry(folder)?.mode
            #expect(before == 0o711)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)

            let server = try await LocalPostgres.start(TestServers.configuration(in: folder), logger: quiet)

            #expect(FolderAccess.entry(folder)?.mode == 0o755)
            try await server.stop()
        }
    }

    @Test("a damaged data folder is refused with what the server says, and nothing is thrown away")
    func damaged() async throws {
        try await TestServers.withFolder("damaged") { folder in
            let path = folder + "/postgres"
            let data = try await initialized(path)
            let control = data + "/global/pg_control"
            try FileManager.default.removeItem(atPath: control)

            let missing = try await failure(path)
            #expect(missing.code == .startFailed)
            #expect(missing.message.contains("pg_control"))
            #expect(missing.message.contains("exit status"))

            try "fourteen".write(toFile: data + "/PG_VERSION", atomically: false, encoding: .utf8)
            let unreadable = try await failure(path)
            #expect(unreadable.code == .folderUnusable)
            #expect(unreadable.message.contains("PG_VERSION"))

            try "11\n".write(toFile: data + "/PG_VERSION", atomically: false, encoding: .utf8)
            let old = try await failure(path)
            #expect(old.code == .programMissing)
            #expect(old.message.contains("PostgreSQL 11"))
            #expect(FileManager.default.fileExists(atPath: data + "/base"))
        }
    }

    @Test("data without its passwords is refused instead of being initialised anew")
    func lostCredentials() async throws {
        try await TestServers.withFolder("credentials") { folder in
            let data = try await initialized(folder + "/postgres")
            try FileManager.default.removeItem(atPath: folder + "/postgres/credentials")

            let error = try await failure(folder + "/postgres")

            #expect(error.code == .folderUnusable)
            #expect(error.message.contains("credentials"))
            #expect(FileManager.default.fileExists(atPath: data + "/base"))
        }
    }

    @Test("a setting that the server refuses is told with the server's own words")
    func refusedSetting() async throws {
        try await TestServers.withFolder("setting") { folder in
            var configuration = TestServers.configuration(in: folder + "/postgres")
            configuration.settings["no_such_setting"] = "1"

            let error = try await #require(throws: LocalServerError.self) {
                _ = try await LocalPostgres.start(configuration, logger: quiet)
            }

            #expect(error.code == .startFailed)
            #expect(error.message.contains("unrecognized configuration parameter \"no_such_setting\""))
        }
    }

    @Test("an initdb that fails leaves nothing that looks like a cluster")
    func failedInitialization() async throws {
        try await TestServers.withFolder("initdb") { folder in
            let programs = folder + "/bin"
            try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
            try "#!/bin/sh\necho 'no space left'; exit 1\n".write(
                toFile: programs + "/initdb", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: programs + "/initdb")
            var configuration = TestServers.configuration(in: folder + "/postgres")
            configuration.installation = PostgresInstallation(binDirectory: programs, version: 15)

            let error = try await #require(throws: LocalServerError.self) {
                _ = try await LocalPostgres.start(configuration, logger: quiet)
            }

            #expect(error.code == .initializationFailed)
            #expect(error.message.contains("no space left"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/postgres/data"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/postgres/initializing"))
        }
    }

    /// A cluster that has been stopped; returns its data folder.
    private func initialized(_ path: String) async throws -> String {
        let server = try await LocalPostgres.start(TestServers.configuration(in: path), logger: quiet)
        try await server.stop()
        return server.folder.data
    }
}
