import Foundation
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("The configuration file")
struct ConfigurationFileTests {
    @Test("values keep the lines that they stand on")
    func lines() throws {
        let text = """
            # pool
            database_config:
              connection_pool:

                pool_size: 7
                max_overflow: 3   # few
            """

        let file = try ConfigurationFile(yaml: text, path: "c.yaml")

        #expect(file.entries["database_config.connection_pool.pool_size"] == .init(text: "7", line: 5))
        #expect(file.entries["database_config.connection_pool.max_overflow"] == .init(text: "3", line: 6))
    }

    @Test(
        "a file without keys sets nothing",
        arguments: ["", "\n", "# nothing yet\n", "---\n", "~", "database_config:\n"])
    func empty(_ text: String) throws {
        #expect(try load(text).configuration == BookedBarberConfiguration())
    }

    @Test("a key without value is as if it weren't there", arguments: ["", "~", "null"])
    func withoutValue(_ text: String) throws {
        #expect(try load(yaml("http.port", text)).configuration.http.port == 8080)
    }

    @Test("anchors and aliases are followed")
    func aliases() throws {
        let text = """
            caching:
              cache_ttl_settings:
                user_profile: &long 7200
                static_data: *long
            """

        #expect(try load(text).configuration.caching.staticDataTTL == .seconds(7200))
    }

    @Test(
        "what isn't YAML is refused with its line",
        arguments: [
            ("http:\n  port: [1", 2), ("http:\n\tport: 1", 2), ("a: 'x", 1), ("http: {port: 1", 1), ("{{{", 1),
            ("- 1\n- 2", 1), ("just words", 1), ("http:\n  port: *nowhere", 2), ("a: b: c", 1),
        ])
    func malformed(_ text: String, _ line: Int) {
        let found = problems(text)

        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("config.yaml:") == true)
        let place = found.first?.split(separator: ":")[1]
        #expect(place.flatMap { Int($0) }.map { $0 >= line && $0 <= line + 1 } == true, "\(found)")
    }

    @Test("a key written twice is refused by name")
    func twice() throws {
        let found = problems("http:\n  port: 1\n  port: 2")

        #expect(found.count == 1)
        #expect(found[0].contains("port is written twice"))
    }

    @Test(
        "an unknown key is refused with its line, its path and what was meant",
        arguments: [
            (
                "database_config:\n  connection_pool:\n    pool_sise: 3",
                "config.yaml:3: there's no key "
                    + "database_config.connection_pool.pool_sise; did you mean pool_size?"
            ),
            (
                "database_config:\n  conection_pool:\n    pool_size: 3",
                "config.yaml:2: there's no key "
                    + "database_config.conection_pool; did you mean connection_pool?"
            ),
            ("databse_config:\n  x: 1", "config.yaml:1: there's no key databse_config; did you mean database_config?"),
            ("http:\n  Port: 1", "config.yaml:2: there's no key http.Port; did you mean port?"),
            (
                "http:\n  pool_size: 1",
                "config.yaml:2: there's no key http.pool_size; did you mean "
                    + "database_config.connection_pool.pool_size?"
            ),
            ("http:\n  zebra: 1", "config.yaml:2: there's no key http.zebra; known here: host, port, trusted_proxies"),
            (
                "http:\n  zebra:\n    a: 1\n    b: 2",
                "config.yaml:2: there's no key http.zebra; known here: host, port, trusted_proxies"
            ),
            (
                "pool_size: 1",
                "config.yaml:1: there's no key pool_size; did you mean "
                    + "database_config.connection_pool.pool_size?"
            ),
            (
                "database_config:\n  postgresql_config:\n    work-mem: 4MB",
                "config.yaml:3: there's no key "
                    + "database_config.postgresql_config.work-mem; did you mean work_mem?"
            ),
        ])
    func unknown(_ text: String, _ message: String) {
        #expect(problems(text) == [message])
    }

    @Test(
        "a value of the wrong shape is refused",
        arguments: [
            ("http: 1", "config.yaml:1: http must have keys of its own: host, port, trusted_proxies"),
            ("http: [1, 2]", "config.yaml:1: http must have keys of its own: host, port, trusted_proxies"),
            ("http:\n  port: [1]", "config.yaml:2: http.port is a list, and must be a whole number from 0 to 65535"),
            (
                "http:\n  port: {a: 1}",
                "config.yaml:2: http.port has keys of its own, and must be a whole number from 0 to 65535"
            ),
            ("? [a, b]\n: 1", "config.yaml:1: a key must be a plain word"),
        ])
    func shape(_ text: String, _ message: String) {
        #expect(problems(text) == [message])
    }

    @Test("the file in config/ has every key that isn't a machine's, each with its default")
    func shipped() throws {
        let path = Repository.root + "/config/optimization-config.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)

        let file = try ConfigurationFile(yaml: text, path: path)
        let loaded = try LoadedConfiguration.resolve(file: file, environment: [:])

        #expect(loaded.configuration == BookedBarberConfiguration())
        let documented = ConfigurationKey.all.filter {
            // These are a machine's, as PORT is.
            !$0.isSecret && !["monitoring.port", "monitoring.public_url"].contains($0.path)
                && ($0.path.hasPrefix("database") || $0.path.hasPrefix("caching") || $0.path.hasPrefix("monitoring"))
        }
        #expect(Set(file.entries.keys) == Set(documented.map(\.path)))
    }
}
