import Foundation
import Logging
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("The file of a running server")
struct RunningPlaceTests {
    private func places(_ root: String) -> [RunningPlace] {
        var configuration = BookedBarberConfiguration(stateDirectory: "\(root)/state")
        configuration.http.host = "0.0.0.0"
        return (0..<2).map { _ in RunningPlace(configuration: configuration, logger: Logger(label: "test")) }
    }

    @Test("says how to reach it, and goes with it")
    func comesAndGoes() async throws {
        try await TestServers.withFolder("running") { root in
            let place = places(root)[0]
            place.announce(port: 8081, monitor: "http://127.0.0.1:9464")

            let folder = try StateFolder.find(place.configuration)
            let found = try RunningServer.find(in: folder)

            #expect(found.monitorURL == "http://127.0.0.1:9464")
            #expect(found.url == "http://127.0.0.1:8081" && found.token == place.token && found.token.count == 64)
            place.leave()
            #expect(!FileManager.default.fileExists(atPath: folder.running))
        }
    }

    @Test("of two servers the last one is found, and the other takes nothing away")
    func two() async throws {
        try await TestServers.withFolder("running") { root in
            let places = places(root)
            places[0].announce(port: 1)
            places[1].announce(port: 2)

            places[0].leave()

            let folder = try StateFolder.find(places[0].configuration)
            #expect(try RunningServer.find(in: folder).token == places[1].token)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["running.json"])
        }
    }
}
