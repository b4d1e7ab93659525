import Crypto
import Foundation

/// A client's promise that two requests with this key are the same one.
public struct IdempotencyKey: Hashable, Sendable {
    /// Who asks for what: the key of one caller and route means nothing to another.
    public let scope: String
    public let key: String
    /// SHA-256 of what was asked, so that another request with the same key is noticed.
    let fingerprint: Data

    /// - Parameters:
    ///   - key: 1 to 255 printable ASCII characters.
    ///   - route: the method and the path's template, such as "POST /v1/appointments", and what of the path matters.
    ///   - body: the request's body.
    /// - Throws: ``DomainError/Code/invalid`` for the field "Idempotency-Key".
    public init(_ key: String, of caller: Caller, route: String, body: [UInt8]) throws(DomainError) {
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw .invalid("Idempotency-Key", "An idempotency key has 1 to 255 printable ASCII characters.")
        }
        self.key = key
        scope = "\(caller.id) \(route)"
        fingerprint = Data(SHA256.hash(data: body))
    }
}

/// An answer that is given again when its request is repeated.
public struct StoredResponse: Hashable, Sendable {
    public let status: Int
    public let contentType: String
    public let body: [UInt8]

    public init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}
