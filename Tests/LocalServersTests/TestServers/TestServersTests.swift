import Foundation
import LocalServers
import Synchronization
import Testing

@testable import LocalServers
@testable import TestServers

@Suite("Servers that tests share")
struct TestServersTests {
    private static let made = Atomic<Int>(0)

    @Test("databases asked for at once are different ones, and empty")
    func databases() async throws {
        let urls = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try await TestServers.database("Many at once!") } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }

        #expect(urls.count == 8)
        for url in urls {
            #expect(try await value(url, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0")
        }
    }

    @Test("a template is made once however many ask for it, and its copies have what it has")
    func template() async throws {
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await TestServers.template("template test") { url in
                        Self.made.add(1, ordering: .relaxed)
                        _ = try await rows(url, "CREATE TABLE copied AS SELECT 7 AS number")
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }

        #expect(Self.made.load(ordering: .relaxed) == 1)
        #expect(names.count == 1)
        let url = try await TestServers.database("copy", template: names.first)
        #expect(try await value(url, "SELECT number FROM copied") == "7")
        #expect(
            try await value(url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
                == "bookedbarber")
    }

    @Test("a template that can't be made fails everybody who asks for it")
    func failingTemplate() async throws {
        for _ in 0..<2 {
            await #expect(throws: AdminSession.Failure.self) {
                try await TestServers.template("failing") { url in _ = try await rows(url, "SELECT nonsense") }
            }
        }
    }

    @Test("a superuser's URL leads to any database of the server")
    func superuser() async throws {
        let name = TestServers.databaseName(in: try await TestServers.database("superuser"))

        let url = try await TestServers.superuserURL(name)

        #expect(
            try await value(url, "SELECT current_database() || rolsuper FROM pg_roles WHERE rolname = current_user")
                == name + "true")
    }

    @Test("what a killed test process left is stopped and removed, what a living one has is not")
    func sweep() async throws {
        let gone = try await ServerProcess.launch("/bin/sh", ["-c", "exit 0"], outputPath: "/dev/null", user: nil)
        #expect(await gone.waitUntilGone(within: .seconds(10)))
        try await TestServers.withFolder("sweep") { parent in
            let dead = "\(parent)/\(TestFolderName(owner: gone.processID, number: 1).text)"
            let alive = "\(parent)/\(TestFolderName(owner: getpid(), number: 2).text)"
            for path in [dead, alive, parent + "/other"] {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
            }
            let server = try await LocalPostgres.start(
                TestServers.configuration(in: dead + "/suite/postgres"), logger: quiet)
            let redis = try await LocalRedis.start(.init(directory: dead + "/redis"), logger: quiet)

            await LeftoverServers.sweep(parent)

            #expect(!server.isRunning && redis?.isRunning != true)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: parent).sorted()
                    == [
                        TestFolderName(owner: getpid(), number: 2).text, "other",
                    ].sorted())
        }
    }

    @Test("the blocking way of an exit handler ends servers too, suspended ones as well")
    func atExit() async throws {
        try await TestServers.withFolder("exit") { folder in
            let server = try await LocalPostgres.start(
                TestServers.configuration(in: folder + "/a/postgres"), logger: quiet)
            await server.suspend()

            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    LeftoverServers.stopAndRemoveBlocking(folder + "/a")
                    continuation.resume()
                }
            }

            #expect(!server.isRunning)
            #expect(!FileManager.default.fileExists(atPath: folder + "/a"))
        }
    }

    @Test(
        "folders are known by their name",
        arguments: [
            ("bookedbarber-tests-12-ff", true), ("bookedbarber-tests-12", false), ("bookedbarber-tests-x-1", false),
            ("bookedbarber-tests--1-1", false), ("bookedbarber-12-1", false),
        ])
    func names(text: String, ours: Bool) {
        #expect((TestFolderName(text) != nil) == ours)
        #expect(TestFolderName(text)?.text ?? text == text)
    }
}
