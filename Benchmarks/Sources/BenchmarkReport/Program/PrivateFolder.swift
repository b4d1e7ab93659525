import Foundation

/// A folder for private servers and their files, removed afterwards.
package enum PrivateFolder {
    package static func with<R: Sendable>(_ body: (String) async throws -> R) async throws -> R {
        let place = FileManager.default.temporaryDirectory
            .appendingPathComponent("bookedbarber-bench-\(ProcessInfo.processInfo.processIdentifier)")
        // The servers' account has to pass through.
        try FileManager.default.createDirectory(
            at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: place) }
        return try await body(place.path)
    }

    /// Executes `body` with something that is ended afterwards, also when the task was cancelled.
    package static func using<Resource: Sendable, R: Sendable>(
        _ resource: Resource, _ body: (Resource) async throws -> R,
        end: @escaping @Sendable (Resource) async throws -> Void
    ) async throws -> R {
        let result: R
        do {
            result = try await body(resource)
        } catch {
            try? await Task.detached { try await end(resource) }.value
            throw error
        }
        try await Task.detached { try await end(resource) }.value
        return result
    }
}
