import LocalServers
import Testing

@testable import LocalServers

@Suite("Server settings")
struct ServerSettingsTests {
    let small = Machine(memoryBytes: 1 << 30, cores: 1)
    let large = Machine(memoryBytes: 64 << 30, cores: 16)

    @Test("defaults grow with the machine")
    func defaults() throws {
        let small = try ServerSettings(machine: small).values
        let large = try ServerSettings(machine: large).values

        #expect(small["shared_buffers"] == "256MB")
        #expect(large["shared_buffers"] == "2GB")
        #expect(small["effective_cache_size"] == "512MB")
        #expect(large["effective_cache_size"] == "32GB")
        #expect(small["max_parallel_workers_per_gather"] == "0")
        #expect(large["max_parallel_workers_per_gather"] == "2")
    }

    @Test("a wish replaces a default")
    func wishes() throws {
        let settings = try ServerSettings(
            machine: large, wishes: ["shared_buffers": "4GB", "checkpoint_timeout": "5min", "log_lock_waits": "off"])

        #expect(settings.values["shared_buffers"] == "4GB")
        #expect(settings.values["checkpoint_timeout"] == "5min")
        #expect(settings.values["log_lock_waits"] == "off")
        #expect(settings.scaledDown.isEmpty)
    }

    @Test(
        "a wish for more than the machine has is scaled down, and says so",
        arguments: [
            ("shared_buffers", "8GB", "256MB"), ("shared_buffers", "131072", "256MB"),
            ("effective_cache_size", "24GB", "768MB"), ("maintenance_work_mem", "2GB", "64MB"),
            ("work_mem", "64MB", "1MB"), ("autovacuum_max_workers", "9", "3"),
        ])
    func scaledDown(name: String, wish: String, used: String) throws {
        let settings = try ServerSettings(machine: small, wishes: [name: wish])

        #expect(settings.values[name] == used)
        try #require(settings.scaledDown.count == 1)
        #expect(settings.scaledDown[0].contains(name) && settings.scaledDown[0].contains(wish))
    }

    @Test("a wish that fits is left as it was written")
    func fitting() throws {
        let settings = try ServerSettings(machine: small, wishes: ["shared_buffers": "262144kB"])

        #expect(settings.values["shared_buffers"] == "262144kB")
        #expect(settings.scaledDown.isEmpty)
    }

    @Test("the smallest machine still gets settings that a server starts with")
    func tiny() throws {
        let settings = try ServerSettings(machine: Machine(memoryBytes: 32 << 20, cores: 1))

        #expect(settings.values["shared_buffers"] == "16MB")
        #expect(settings.values["work_mem"] == "1MB")
    }

    @Test(
        "what the program decides, what is no name and what is no value are refused by name",
        arguments: [
            ("port", "5432"), ("data_directory", "/tmp"), ("listen_addresses", "*"), ("Shared_Buffers", "1GB"),
            ("x = 1\nfsync", "off"), ("", "1"), ("work_mem", "64MB\nfsync = off"), ("work_mem", "a lot"),
            ("archive_command", "cp \\p"), ("shared_buffers", "99999999999999999TB"),
        ])
    func refused(name: String, value: String) throws {
        let error = try #require(throws: LocalServerError.self) {
            try ServerSettings(machine: small, wishes: [name: value])
        }

        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains("\"\(name)\"") || error.message.contains(name))
    }

    @Test("a value can't end its quotes")
    func quotes() throws {
        let settings = try ServerSettings(machine: small, wishes: ["log_line_prefix": "it's '"])

        #expect(settings.fileText.contains("log_line_prefix = 'it''s '''\n"))
    }

    @Test("a preloaded library joins those wished for, once")
    func preload() throws {
        var settings = try ServerSettings(machine: small, wishes: ["shared_preload_libraries": "auto_explain, pg_x"])

        settings.preload("pg_stat_statements")
        settings.preload("auto_explain")

        #expect(settings.values["shared_preload_libraries"] == "auto_explain, pg_x, pg_stat_statements")
    }

    @Test("only throw-away data goes without fsync")
    func durability() throws {
        #expect(try ServerSettings(machine: small).values["fsync"] == nil)
        #expect(try ServerSettings(machine: small, durable: false).values["fsync"] == "off")
    }
}

@Suite("Amounts of memory")
struct MemorySettingTests {
    @Test(
        "amounts are read as PostgreSQL reads them",
        arguments: [
            ("256MB", 256 << 20), ("4 GB", 4 << 30), ("64kB", 64 << 10), ("8", 65536), ("1TB", 1 << 40),
            ("100B", 100),
        ])
    func read(text: String, bytes: Int) {
        #expect(MemorySetting(text, unit: 8192)?.bytes == bytes)
    }

    @Test("anything else is not an amount", arguments: ["", "MB", "1.5GB", "-1", "12mb", "1 GB GB", "0x10"])
    func refused(text: String) {
        #expect(MemorySetting(text, unit: 8192) == nil)
    }

    @Test("amounts are written in the largest unit that loses nothing")
    func written() {
        #expect(MemorySetting(bytes: 2 << 30).text == "2GB")
        #expect(MemorySetting(bytes: 1536 << 20).text == "1536MB")
        #expect(MemorySetting(bytes: 12 << 10).text == "12kB")
    }
}
