import HTTPTypes

/// What a handler answers with; the status is the route's.
struct Reply<Body: Codable & Sendable>: Sendable {
    var body: Body
    var fields: HTTPFields

    init(_ body: Body, fields: HTTPFields = [:]) {
        self.body = body
        self.fields = fields
    }
}

/// The body of an answer that has none (204).
struct NoBody: Codable, Sendable {}

/// A body that carries its own version; the answer gets it as `ETag`.
protocol VersionedBody {
    var version: Int { get }
}

/// A body that has an address of its own; an answer that says it was made gets it as `Location`.
protocol LocatedBody {
    var location: String { get }
}
