import BookedBarber
import HTTPTypes
import Hummingbird
import NIOCore

/// One method on one path: what it is (`operation`), what it takes and gives, and what it does.
///
/// The document at `/openapi.json`, the router and the checks of requests are all made from these values.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// As in OpenAPI: `/v1/shops/{shop}`.
    let path: String
    let operation: Operation
    /// What the body must be; nil where none is taken.
    let request: BodyDescription?
    /// What the answer is; nil where it has no body.
    let answer: BodyDescription?
    /// Does the work and writes the answer.
    let handle: @Sendable (Call) async throws -> Answer
    /// Writes the fields of an answer that was kept, from its body.
    let replay: @Sendable (Answer) throws -> Answer
    /// Says more about an error, when the work's transaction has been rolled back.
    let explain: @Sendable (any Error, Call) async -> any Error
}

/// A type as the document needs it.
struct BodyDescription: Sendable {
    let record: @Sendable (SchemaRecorder) throws -> Schema
    let exampleJSON: @Sendable (SchemaRecorder) throws -> ByteBuffer
    let mediaType = "application/json"
    /// Its answer has an `ETag`.
    let isVersioned: Bool
    /// The answer that made it has a `Location`.
    let isLocated: Bool

    init<Body: Codable & Sendable>(_ type: Body.Type) {
        record = { try $0.record(type).schema }
        exampleJSON = { try JSONBody.encode($0.record(type).example) }
        isVersioned = type is any VersionedBody.Type
        isLocated = type is any LocatedBody.Type
    }
}

/// A finished answer: what is sent, and what an idempotency key keeps.
struct Answer: Sendable, Equatable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    var body: ByteBuffer

    var response: Response {
        var response = Response(status: status, headers: fields, body: ResponseBody(byteBuffer: body))
        // 204 and 304 have no body, not an empty one.
        if [.noContent, .notModified].contains(status) { response.headers[.contentLength] = nil }
        return response
    }
}

extension Route {
    /// A route that takes no body.
    static func on<Body: Codable & Sendable>(
        _ method: HTTPRequest.Method, _ path: String, _ operation: Operation,
        _ handle: @escaping @Sendable (Call) async throws -> Reply<Body>
    ) -> Route {
        Route(
            method: method, path: path, operation: operation, request: nil,
            answer: Body.self == NoBody.self ? nil : BodyDescription(Body.self),
            handle: { call in
                guard operation.isCacheable else { return try Answer(await handle(call), operation.success) }
                return try await CacheableAnswer(operation: operation).make(call) { try await handle(call) }
            },
            replay: { answer in try answer.withFields(from: Body.self) },
            explain: { error, _ in error })
    }

    /// A route that takes a JSON body.
    ///
    /// - Parameter explaining: what to answer to an error of the domain; it may use the database.
    static func on<Input: Codable & Sendable, Body: Codable & Sendable>(
        _ method: HTTPRequest.Method, _ path: String, taking: Input.Type, _ operation: Operation,
        explaining: @escaping @Sendable (DomainError, Call, Input) async -> any Error = { error, _, _ in error },
        _ handle: @escaping @Sendable (Call, Input) async throws -> Reply<Body>
    ) -> Route {
        Route(
            method: method, path: path, operation: operation, request: BodyDescription(Input.self),
            answer: Body.self == NoBody.self ? nil : BodyDescription(Body.self),
            handle: { call in
                try Answer(await handle(call, JSONBody.decode(Input.self, from: call.body)), operation.success)
            },
            replay: { answer in try answer.withFields(from: Body.self) },
            explain: { error, call in
                guard let domain = error as? DomainError, let input = try? JSONBody.decode(Input.self, from: call.body)
                else { return error }
                return await explaining(domain, call, input)
            })
    }
}

extension Answer {
    init<Body: Codable & Sendable>(_ reply: Reply<Body>, _ status: HTTPResponse.Status) throws {
        self.status = status
        fields = reply.fields
        if Body.self == NoBody.self {
            body = ByteBuffer()
        } else {
            body = try JSONBody.encode(reply.body)
            fields[.contentType] = "application/json"
        }
        addFields(of: reply.body)
    }

    fileprivate func withFields<Body: Codable & Sendable>(from _: Body.Type) throws -> Answer {
        guard Body.self != NoBody.self else { return self }
        var answer = self
        answer.fields[.contentType] = "application/json"
        answer.addFields(of: try JSONBody.decode(Body.self, from: body))
        return answer
    }

    private mutating func addFields(of body: some Sendable) {
        if let versioned = body as? any VersionedBody {
            fields[.eTag] = EntityTag(version: versioned.version).description
        }
        if status == .created, let located = body as? any LocatedBody { fields[.location] = located.location }
    }
}
