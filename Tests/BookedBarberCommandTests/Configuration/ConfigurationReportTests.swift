import Foundation
import Testing

@testable import BookedBarberCommand

@Suite("The printed configuration")
struct ConfigurationReportTests {
    @Test("keys stand under their sections, values and sources in columns")
    func table() throws {
        let keys = try ["http.host", "http.port", "database_config.connection_pool.pool_timeout", "state"].map(key)
        let loaded = try load(yaml("http.host", "::1"), environment: ["PORT": "9"])

        let report = ConfigurationReport(loaded, stateDirectory: "/var/lib/bookedbarber", keys: keys)

        #expect(
            report.table == """
                http:
                  host            ::1                    config.yaml:2
                  port            9                      environment variable PORT
                database_config:
                  connection_pool:
                    pool_timeout  30 s                   default
                state             /var/lib/bookedbarber  default
                """)
    }

    @Test("every key is shown")
    func complete() throws {
        let report = ConfigurationReport(try load(), stateDirectory: nil)

        #expect(report.rows.map(\.key) == ConfigurationKey.all.map(\.path))
    }

    @Test("JSON carries types, units and sources")
    func json() throws {
        let loaded = try load(environment: ["DB_POOL_TIMEOUT": "2.5"])
        let text = try ConfigurationReport(loaded, stateDirectory: nil).json()

        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        let timeout = try #require(
            rows.first { $0["key"] as? String == "database_config.connection_pool.pool_timeout" })
        #expect(timeout["value"] as? Double == 2.5)
        #expect(timeout["unit"] as? String == "s")
        #expect(timeout["source"] as? String == "environment")
        #expect(timeout["variable"] as? String == "DB_POOL_TIMEOUT")
        let url = try #require(rows.first { $0["key"] as? String == "database_config.url" })
        #expect(url["value"] is NSNull)
    }

    @Test("a variable that is probably misspelt is told, and others aren't")
    func nearMisses() {
        let notes = ConfigurationReport.notes(environment: [
            "DB_POOL_SISE": "3", "BOOKEDBARBER_STAT": "/x", "DB_HOST": "x", "PROT": "1", "DB_POOL_SIZE": "3",
            "BOOKEDBARBER_WARNINGS_AS_ERRORS": "1",
        ])

        #expect(
            notes == [
                "The variable BOOKEDBARBER_STAT isn't known; did you mean BOOKEDBARBER_STATE?",
                "The variable DB_POOL_SISE isn't known; did you mean DB_POOL_SIZE?",
            ])
    }
}
