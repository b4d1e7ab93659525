import Foundation
import TestServers
import Testing

@testable import BookedBarberCommand

@Suite("The state folder on the disk")
struct StateFolderTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    @Test("is made with its parents, and others may not look into it")
    func made() async throws {
        try await TestServers.withFolder("state") { root in
            let configuration = BookedBarberConfiguration(stateDirectory: "\(root)/a/b")

            let folder = try StateFolder.prepare(configuration)

            #expect(folder.path == "\(root)/a/b")
            #expect(try mode(folder.path) == (geteuid() == 0 ? 0o711 : 0o700))
        }
    }

    @Test("a folder that can't be made is named, with the reason")
    func impossible() async throws {
        try await TestServers.withFolder("state") { root in
            try Data().write(to: URL(fileURLWithPath: "\(root)/file"))

            let failure = #expect(throws: ProgramFailure.self) {
                try StateFolder.prepare(BookedBarberConfiguration(stateDirectory: "\(root)/file/deep/state"))
            }

            #expect(failure?.exitCode == .stateFolder)
            #expect(failure?.message.contains("\(root)/file/deep/state can't be made: not a directory.") == true)
        }
    }

    @Test("the webhook secret is made once, at random, and only its owner may read it")
    func secret() async throws {
        try await TestServers.withFolder("secret") { root in
            let first = StateFolder(path: root)
            let other = "\(root)/other"
            try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)

            let secret = try first.webhookSecret()

            #expect(secret.value.hasPrefix("whsec_"))
            #expect(secret.value.count == 38)
            #expect(try mode(first.stripeWebhookSecret) == 0o600)
            #expect(try first.webhookSecret() == secret)
            #expect(try StateFolder(path: other).webhookSecret() != secret)
        }
    }

    @Test("an empty secret file is refused rather than used")
    func emptySecret() async throws {
        try await TestServers.withFolder("secret") { root in
            let folder = StateFolder(path: root)
            try Data("\n".utf8).write(to: URL(fileURLWithPath: folder.stripeWebhookSecret))

            let failure = #expect(throws: ProgramFailure.self) { try folder.webhookSecret() }

            #expect(failure?.message.contains(folder.stripeWebhookSecret) == true)
        }
    }

    @Test("a configured secret wins over the folder's")
    func configured() throws {
        let configuration = BookedBarberConfiguration(payments: .init(stripeWebhookSecret: Secret("whsec_configured")))

        let secret = try WebhookSecret.find(configuration)

        #expect(secret.value.value == "whsec_configured")
        #expect(secret.place == "STRIPE_WEBHOOK_SECRET")
    }
}
