import Testing

@testable import BookedBarberCommand

@Suite("Which source wins")
struct PrecedenceTests {
    private let port = yaml("http.port", "1")

    @Test("nothing set leaves the default")
    func builtIn() throws {
        let loaded = try load()

        #expect(loaded.configuration == BookedBarberConfiguration())
        #expect(loaded.origin(of: try key("http.port")) == .builtIn)
    }

    @Test("the environment wins over the file")
    func environment() throws {
        let loaded = try load(port, environment: ["PORT": "2"])

        #expect(loaded.configuration.http.port == 2)
        #expect(loaded.origin(of: try key("http.port")) == .environment(variable: "PORT"))
    }

    @Test("an option wins over the environment")
    func option() throws {
        let loaded = try load(port, environment: ["PORT": "2"], options: ["http.port": "3"])

        #expect(loaded.configuration.http.port == 3)
        #expect(loaded.origin(of: try key("http.port")) == .commandLine(flag: "--port"))
    }

    @Test("an empty variable is as if it weren't set")
    func emptyVariable() throws {
        let loaded = try load(port, environment: ["PORT": "", "DATABASE_URL": ""])

        #expect(loaded.configuration.http.port == 1)
        #expect(loaded.configuration.database.url == nil)
    }

    @Test("a mistake in a value that is overridden doesn't matter")
    func overridden() throws {
        #expect(try load(yaml("http.port", "no"), environment: ["PORT": "2"]).configuration.http.port == 2)
    }

    @Test("unrelated variables don't matter")
    func unrelated() throws {
        let loaded = try load(environment: [
            "HTTP_PORT": "9", "DATABASE_CONFIG_CONNECTION_POOL_POOL_SIZE": "9", "PATH": "/",
        ])

        #expect(loaded.configuration == BookedBarberConfiguration())
    }

    @Test("all mistakes are told at once, from the top of the file to the bottom")
    func everyMistake() {
        let text = """
            http:
              port: x
            database_config:
              connection_pool:
                pool_size: 0
                pool_sise: 1
            """

        let found = problems(text, environment: ["DB_MAX_OVERFLOW": "-1"])

        #expect(
            found.map { $0.prefix { $0 != " " } } == [
                "config.yaml:2:", "config.yaml:5:", "config.yaml:6:", "environment",
            ])
    }

    @Test("limits that contradict each other are refused")
    func contradiction() {
        let text = "database_config:\n  postgresql_config:\n    min_wal_size: 8GB"

        #expect(
            problems(text) == [
                "config.yaml:3: database_config.postgresql_config.min_wal_size is 8GB, "
                    + "and must not be above max_wal_size (2GB)"
            ])
    }
}
