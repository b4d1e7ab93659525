import BookedBarber
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a route is surrounded by: who asks, may they ask this often, is the body what it should be; and afterwards,
/// is the answer what the document says.
final class Endpoint: Sendable {
    let route: Route
    let server: ServerState
    private let requestSchema: Schema?
    private let answerSchema: Schema?
    private let check: SchemaCheck
    private let documented: Set<Int>

    init(_ route: Route, server: ServerState, recorder: SchemaRecorder) throws {
        self.route = route
        self.server = server
        requestSchema = try route.request?.record(recorder)
        answerSchema = try route.answer?.record(recorder)
        check = SchemaCheck(components: recorder.components)
        var statuses = Set(route.operation.possibleProblems(hasBody: route.request != nil).map(\.status.code))
        statuses.insert(route.operation.success.code)
        if route.operation.isConditional { statuses.insert(HTTPResponse.Status.notModified.code) }
        documented = statuses
    }

    @Sendable func respond(to request: Request, scope: RequestScope) async throws -> Response {
        do {
            let answer = try await withDeadline(
                server.limits.responseTime, on: scope.executor,
                throwing: Problem(.deadlineExceeded, fields: [.retryAfter: "1"])
            ) {
                try await self.answer(request, scope)
            }
            try expect(answer.status.code, in: scope)
            try verify(answer)
            return answer.response
        } catch {
            try expect(ProblemMapping.problem(for: error).kind.status.code, in: scope)
            throw error
        }
    }

    private func answer(_ request: Request, _ scope: RequestScope) async throws -> Answer {
        guard request.uri.string.utf8.count <= server.limits.targetBytes else { throw Problem(.targetTooLong) }
        let address = ClientAddress.of(
            peer: scope.peer, forwardedFor: request.headers[values: .forwardedFor],
            trustedProxies: server.configuration.trustedProxies)
        let session = try await server.sessions.open(
            request.headers, access: route.operation.access, address: address)
        var standing: HTTPFields = [:]
        if route.operation.isLimited {
            standing = try server.limitRequests(
                of: session.user, at: session.isServer ? "of the server's own token" : address)
        }

        do {
            guard route.operation.access != .admin || session.isAdmin else { throw Problem.notFound }
            let call = Call(
                target: request.uri.path, fields: request.headers, query: try QueryItems(request.uri.query),
                path: try parameters(scope),
                body: try await body(of: request), user: session.user, token: session.token, address: address,
                now: server.now(), logger: scope.logger, server: server)
            var answer: Answer
            do {
                answer = try await perform(call)
            } catch {
                throw await route.explain(error, call)
            }
            answer.fields.append(contentsOf: standing)
            answer.fields[.cacheControl] = route.operation.cacheControl
            return answer
        } catch {
            guard error is Problem || error is DomainError else { throw error }
            var problem = ProblemMapping.problem(for: error)
            for field in standing where problem.fields[field.name] == nil { problem.fields.append(field) }
            throw problem
        }
    }

    private func perform(_ call: Call) async throws -> Answer {
        let answer =
            route.operation.isIdempotent
            ? try await server.idempotency.perform(route, call)
            : try await route.handle(call)
        if route.operation.isVersioned, let tag = answer.fields[.eTag].flatMap({ EntityTagCondition([$0]) }),
            case .tags(let tags) = tag, let current = tags.first, call.has(current)
        {
            return Answer(status: .notModified, fields: [.eTag: current.description], body: ByteBuffer())
        }
        return answer
    }

    private func parameters(_ scope: RequestScope) throws(Problem) -> [String: String] {
        var values: [String: String] = [:]
        for parameter in route.operation.parameters where parameter.place == .path {
            guard let text = scope.parameters.get(parameter.name) else { throw .notFound }
            values[parameter.name] = text
        }
        return values
    }

    /// The body, no longer than permitted; JSON is held against its schema, so that every mistake is named at once.
    private func body(of request: Request) async throws -> ByteBuffer {
        let limit = server.limits.bytes(route.operation.bodyLimit)
        guard let requestSchema else {
            // Something that nobody asked for is read over within the same limit.
            return try await BodyReader.read(request, limit: limit)
        }
        try BodyReader.checkMediaType(request.headers[.contentType], is: route.operation.requestMediaType)
        let body = try await BodyReader.read(request, limit: limit)
        if case .any = requestSchema.kind { return body }
        let violations = check.violations(try JSONBody.parse(body), requestSchema)
        guard violations.isEmpty else { throw Problem(.invalidValue, errors: violations) }
        return body
    }

    /// An undocumented status is a mistake of this program: an error in tests, a line in the log elsewhere.
    private func expect(_ status: Int, in scope: RequestScope) throws {
        guard !documented.contains(status) else { return }
        scope.logger.error("status \(status) is not documented for this route")
        if server.configuration.isStrict { throw UndocumentedAnswer(route: route.operation.id, status: status) }
    }

    private func verify(_ answer: Answer) throws {
        guard server.configuration.isStrict, answer.status == route.operation.success, let answerSchema else { return }
        let violations = check.violations(try JSONBody.parse(answer.body), answerSchema)
        guard violations.isEmpty else {
            throw UndocumentedAnswer(route: route.operation.id, status: answer.status.code, violations: violations)
        }
    }
}

/// An answer that the document doesn't have, where that is an error.
struct UndocumentedAnswer: Error {
    let route: String
    let status: Int
    var violations: [Violation] = []
}
