import Foundation
import LocalServers
import TestServers
import Testing

@testable import LocalServers

@Suite("Finding PostgreSQL's programs")
struct PostgresSearchTests {
    @Test(
        "the major version is read from what the program says",
        arguments: [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", 15), ("postgres (PostgreSQL) 18beta1", 18),
            ("postgres (PostgreSQL) 9.6.24", 9),
        ])
    func version(text: String, version: Int) {
        #expect(PostgresSearch.majorVersion(in: text) == version)
        #expect(PostgresSearch.majorVersion(in: "bash: postgres: not found") == nil)
    }

    @Test("folders of versions are tried newest first, by number")
    func order() {
        let names = ["9.6", "15", "17", "unrelated", "16beta"]

        #expect(PostgresSearch.newestFirst(names, prefix: "") == ["17", "15", "9.6"])
        #expect(
            PostgresSearch.newestFirst(["postgresql@15", "postgresql", "postgresql@17"], prefix: "postgresql@")
                == ["postgresql@17", "postgresql@15"])
    }

    @Test("what is on PATH wins, a link to one program leads to the others, incomplete folders do not count")
    func path() async throws {
        try await TestServers.withFolder("search") { folder in
            let complete = try Self.installation(version: "16.2", in: folder + "/complete")
            let empty = folder + "/empty"
            let links = folder + "/links"
            for path in [empty, links] {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            }
            try FileManager.default.createSymbolicLink(
                atPath: links + "/postgres", withDestinationPath: complete + "/postgres")

            let found = try await PostgresInstallation.find(environment: ["PATH": "relative:\(empty):\(links)"])

            #expect(found.version == 16)
            #expect(found.binDirectory.hasSuffix("/complete"))
        }
    }

    @Test("a version that is too old is passed over unless a data folder needs it")
    func old() async throws {
        try await TestServers.withFolder("search") { folder in
            let old = try Self.installation(version: "14.9", in: folder + "/old")

            let any = try await PostgresInstallation.find(environment: ["PATH": old])
            let same = try await PostgresInstallation.find(environment: ["PATH": old], version: 14)

            #expect(any.version >= 15)
            #expect(same == PostgresInstallation(binDirectory: old, version: 14))
        }
    }

    @Test("when there is none, the error says what to install")
    func missing() async throws {
        let error = try await #require(throws: LocalServerError.self) {
            try await PostgresInstallation.find(environment: ["PATH": "/nonexistent"], version: 11)
        }

        #expect(error.code == .programMissing)
        #expect(error.message.contains("PostgreSQL 11"))
        #expect(error.message.contains("apt-get install postgresql-11"))
        #expect(error.message.contains("brew install postgresql@11"))
        let tooOld = PostgresSearch.missing(wanted: nil, found: [13, 14])
        #expect(tooOld.message.contains("only 13, 14 is installed"))
    }

    /// Programs that know their version and nothing else.
    private static func installation(version: String, in folder: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["postgres", "initdb"] {
            try "#!/bin/sh\necho \"\(name) (PostgreSQL) \(version)\"\n".write(
                toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(name)")
        }
        return folder
    }
}
