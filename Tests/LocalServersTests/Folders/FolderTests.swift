import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("Folders and files")
struct FolderTests {
    @Test(
        "whether an account may enter a folder is told by its owner, its group and its mode",
        arguments: [
            (100, 100, 0o700, true), (100, 100, 0o077, false), (0, 200, 0o710, true), (0, 200, 0o707, false),
            (0, 0, 0o701, true), (0, 0, 0o776, false),
        ] as [(UInt32, UInt32, UInt32, Bool)])
    func entering(owner: UInt32, group: UInt32, mode: UInt32, expected: Bool) {
        let entry = FolderAccess.Entry(isDirectory: true, owner: owner, group: group, mode: mode)

        #expect(entry.canBeEntered(by: ServiceUser(name: "x", userID: 100, groupID: 200)) == expected)
    }

    @Test("a socket's path must leave room for the longest name beside it")
    func socketPath() {
        #expect(SocketDirectory.fits("/state", longestName: "s.lock", limit: 13))
        #expect(!SocketDirectory.fits("/state", longestName: "s.lock", limit: 12))
    }

    @Test("a folder with a long path gets its socket elsewhere, remembers it, and cleans it up")
    func longPath() async throws {
        try await TestServers.withFolder("long") { folder in
            let path = folder + "/" + String(repeating: "x", count: 120)
            let configuration = TestServers.configuration(in: path)

            let server = try await LocalPostgres.start(configuration, logger: quiet)
            let socket = server.socketDirectory

            #expect(!socket.hasPrefix(folder))
            #expect(FolderAccess.entry(socket)?.mode == 0o700)
            #expect(try await value(server.url, "SELECT 1") == "1")
            try await server.restart()
            #expect(server.socketDirectory == socket)
            #expect(try await value(server.url, "SELECT 1") == "1")
            try await server.stop()
            #expect(FolderAccess.entry(socket) == nil)
        }
    }

    @Test("a private file is replaced whole, with its mode")
    func privateFile() async throws {
        try await TestServers.withFolder("file") { folder in
            let path = folder + "/secret"
            try PrivateFile.write("first", to: path)
            try PrivateFile.write("second", to: path)

            #expect(try PrivateFile.read(path) == "second")
            #expect(FolderAccess.entry(path)?.mode == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["secret"])
            #expect(try PrivateFile.read(folder + "/none") == nil)
            #expect(throws: LocalServerError.self) { try PrivateFile.write("x", to: folder + "/none/file") }
        }
    }

    @Test("the passwords of a cluster are for their owner alone")
    func credentialsMode() async throws {
        let server = try await TestServers.postgres()

        #expect(FolderAccess.entry(server.folder.credentials)?.mode == 0o600)
        #expect(FolderAccess.entry(server.folder.data)?.mode == 0o700)
        #expect(FolderAccess.entry(server.socketDirectory)?.mode == 0o700)
        if ServiceUser.runningAsRoot {
            #expect(FolderAccess.entry(server.folder.credentials)?.owner == 0)
            #expect(FolderAccess.entry(server.folder.data)?.owner == server.folder.owner?.userID)
        }
    }

    @Test("a lock is refused while it is held, and free when its holder lets go")
    func locks() async throws {
        try await TestServers.withFolder("lock") { folder in
            let path = folder + "/lock"
            func acquire() throws(LocalServerError) { _ = try FolderLock.acquire(path, folder: folder) }
            do {
                let lock = try FolderLock.acquire(path, folder: folder)
                #expect(FolderLock.holder(in: path) == getpid())
                let error = #expect(throws: LocalServerError.self) { try acquire() }
                #expect(error?.code == .folderInUse)
                withExtendedLifetime(lock) {}
            }
            #expect(throws: Never.self) { try acquire() }
        }
    }

    @Test("a log that has grown too large moves aside while its writer goes on")
    func logRotation() async throws {
        try await TestServers.withFolder("log") { folder in
            let log = LogFile(path: folder + "/server.log", limitBytes: 100)
            try (0..<20).map { "line \($0)\n" }.joined().write(toFile: log.path, atomically: false, encoding: .utf8)
            let writer = try #require(FileHandle(forWritingAtPath: log.path))
            try writer.seekToEnd()
            #expect(log.tail(lines: 2) == "line 18\nline 19")
            #expect(log.tail(after: 142) == "line 19")

            try await log.rotateIfNeeded()

            #expect(log.size == 0)
            #expect(LogFile(path: log.path + ".1").tail(lines: 1) == "line 19")
            try await log.rotateIfNeeded()
            #expect(FileManager.default.fileExists(atPath: log.path + ".1"))
        }
    }
}
