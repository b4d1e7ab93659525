import LocalServers
import Testing

@testable import LocalServers

@Suite("Parts of a private PostgreSQL")
struct PostgresPartsTests {
    @Test("the file of a running server is read")
    func postmasterFile() throws {
        let text = "4711\n/state/data\n1764000000\n5433\n/state/socket\n127.0.0.1\n 1234567 4\nready   \n"

        let file = try #require(PostmasterFile(text))

        #expect(file.processID == 4711)
        #expect(file.dataDirectory == "/state/data")
        #expect(file.port == 5433)
        #expect(file.isReady)
    }

    @Test(
        "the file of a server that still starts or was cut off is understood as far as it goes",
        arguments: [
            ("", false), ("\n\n", false), ("abc\n/data\n", false), ("-4\n/data\n", false), ("12", false),
            ("12\n/data\n", true), ("12\n/data\n17\n5433\n/socket\n\n", true),
            ("12\n/data\n17\n5433\n/socket\n\n1 2\nstarting\n", true),
        ])
    func incompletePostmasterFile(text: String, readable: Bool) {
        let file = PostmasterFile(text)

        #expect((file != nil) == readable)
        #expect(file?.isReady != true)
    }

    @Test("passwords survive being written and read, and are not described")
    func credentials() throws {
        let credentials = PostgresCredentials()

        #expect(PostgresCredentials(credentials.text) == credentials)
        #expect(credentials.superuser != credentials.owner)
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains(credentials.superuser) && !text.contains(credentials.owner))
        }
    }

    @Test(
        "a damaged password file is not taken for one",
        arguments: ["", "superuser=1\nowner=2\n", "owner=\nsuperuser=\n", "superuser\nowner\n"])
    func damagedCredentials(text: String) {
        #expect(PostgresCredentials(text) == nil)
    }

    @Test("a URL escapes what would end a part of it")
    func urls() {
        let address = PostgresAddress(socketDirectory: "/var/state folder/ö", port: 5433)

        #expect(
            address.socketURL(user: "a@b", password: "p/w:d?", database: "x y")
                == "postgresql://a%40b:p%2Fw%3Ad%3F@/x%20y?host=%2Fvar%2Fstate%20folder%2F%C3%B6&port=5433")
        #expect(
            address.tcpURL(user: "u", password: "p", database: "d") == "postgresql://u:p@127.0.0.1:5433/d")
    }

    @Test("the log tells why a server ended before it was ready")
    func earlyEnd() {
        typealias End = PostgresLaunch.EarlyEnd
        #expect(End(log: "LOG: could not bind IPv4 address \"127.0.0.1\": Address already in use") == .portTaken)
        #expect(
            End(log: "FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use") == .formerServerLeaving)
        #expect(End(log: "FATAL:  could not open file \"global/pg_control\"") == .other)
    }

    @Test("names that would be mistaken for the administrator's are refused")
    func names() {
        var configuration = LocalPostgres.Configuration(directory: "/state")
        configuration.userName = "postgres"
        #expect(throws: LocalServerError.self) { try configuration.validate() }
        configuration.userName = "app"
        configuration.databaseName = ""
        #expect(throws: LocalServerError.self) { try configuration.validate() }
        configuration.databaseName = String(repeating: "x", count: 64)
        #expect(throws: LocalServerError.self) { try configuration.validate() }
    }
}
