import TestServers
import Testing

@testable import RedisClient

@Suite struct RedisURLTests {
    @Test func aURLSaysEverything() throws {
        let configuration = try RedisConfiguration(
            url: "rediss://cache:s%3Ae%2Fcret@redis.example.com:6380/3?name=web&verify=ca&ca=%2Ftmp%2Fca.pem")

        #expect(configuration.address == .tcp(host: "redis.example.com", port: 6380))
        #expect(configuration.user == "cache")
        #expect(configuration.password == "s:e/cret")
        #expect(configuration.database == 3)
        #expect(configuration.clientName == "web")
        #expect(configuration.tls?.verification == .authority)
        #expect(configuration.tls?.authoritiesFile == "/tmp/ca.pem")
    }

    @Test func whatIsNotSaidHasADefault() throws {
        let configuration = try RedisConfiguration(url: "redis://localhost")

        #expect(configuration.address == .tcp(host: "localhost", port: 6379))
        #expect(configuration.user == nil && configuration.password == nil)
        #expect(configuration.database == 0 && configuration.tls == nil)
    }

    @Test(arguments: ["redis+unix", "unix"])
    func aSocketHasAPath(scheme: String) throws {
        let configuration = try RedisConfiguration(url: "\(scheme)://:pass@/tmp/a%20b/redis.sock?db=2")

        #expect(configuration.address == .unix(path: "/tmp/a b/redis.sock"))
        #expect(configuration.password == "pass")
        #expect(configuration.database == 2)
    }

    @Test func addressesMayBeOfVersionSix() throws {
        #expect(try RedisConfiguration(url: "redis://[::1]:7000").address == .tcp(host: "::1", port: 7000))
        #expect(try RedisConfiguration(url: "redis://:p@[::1]").address == .tcp(host: "::1", port: 6379))
    }

    @Test(arguments: [
        ("localhost:6379", "scheme"), ("http://:hunter2@localhost", "scheme"), ("redis://:hunter2@", "host"),
        ("redis://:hunter2@localhost:0", "port"), ("redis://:hunter2@localhost:x", "port"),
        ("redis://:hunter2@localhost/x", "database"), ("redis://:hunter2@localhost/-1", "database"),
        ("redis://:hunter2%@localhost", "%"), ("redis://:hunter2@localhost?colour=red", "colour"),
        ("redis://localhost?ca=x", "ca"), ("rediss://:hunter2@localhost?verify=maybe", "verify"),
        ("redis+unix://:hunter2@host/path", "host"), ("redis+unix://:hunter2@", "path"),
        ("redis://hunter2@localhost", "user"),
        ("redis://[::1", "IPv6"), ("redis://:a/hunter2@host", ""), ("redis://:hunter2/@localhost:99999", "port"),
    ])
    func aMistakeIsNamedWithoutThePassword(url: String, what: String) {
        do {
            let configuration = try RedisConfiguration(url: url)
            #expect(what.isEmpty, "\(configuration)")
            #expect(!"\(configuration)".contains("hunter2"))
        } catch {
            #expect(error.code == .invalidConfiguration)
            #expect("\(error)".contains(what), "\(error)")
            #expect(!"\(error)".contains("hunter2"), "\(error)")
        }
    }

    @Test func settingsOutOfRangeAreNamed() throws {
        var configuration = try RedisConfiguration(url: "redis://localhost")
        configuration.limits.replyDepth = 0
        #expect(throws: RedisError.self) { try configuration.check() }
        configuration.limits.replyDepth = 8
        configuration.commandTimeout = .zero
        #expect(throws: RedisError.self) { try configuration.check() }
        configuration.commandTimeout = .seconds(1)
        configuration.clientName = "a b"
        #expect(throws: RedisError.self) { try configuration.check() }
    }

    @Test func pausesDoubleAndVary() {
        var numbers = SeededNumbers(seed: 1)
        let backoff = RedisBackoff()
        for (failures, full) in [(1, 50), (2, 100), (3, 200), (5, 800), (6, 1000), (1000, 1000)] {
            let pause = backoff.pause(after: failures, using: &numbers)
            #expect(pause <= .milliseconds(full) && pause >= .milliseconds(full) / 2)
        }
    }
}
