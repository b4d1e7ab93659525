import HTTPTypes
import Hummingbird
import Instrumentation
import Logging

/// Gives a request its name and its trace: in the logs, in the task's context, and in the answer.
struct IdentityMiddleware: RouterMiddleware {
    typealias Context = RequestScope

    func handle(
        _ request: Request, context: RequestScope, next: (Request, RequestScope) async throws -> Response
    ) async throws -> Response {
        var scope = context
        if let id = request.headers[.requestID].flatMap(RequestID.init) { scope.requestID = id }
        // Two fields of this name are as good as none (Trace Context, section 3.2.1).
        let parents = request.headers[values: .traceParent]
        if parents.count == 1, let parent = TraceParent(parents[0]) {
            var generator = IdentifierGenerator()
            scope.trace = parent.child(using: &generator)
        }
        scope.logger[metadataKey: "hb.request.id"] = nil
        scope.logger[metadataKey: "request_id"] = .string(scope.requestID.description)
        scope.logger[metadataKey: "trace_id"] = .string(scope.trace.traceID)
        scope.logger[metadataKey: "span_id"] = .string(scope.trace.spanID)

        var service = ServiceContext.current ?? .topLevel
        service.traceParent = scope.trace
        var response = try await ServiceContext.$current.withValue(service) {
            try await withLogger(scope.logger) { _ in try await next(request, scope) }
        }
        response.headers[.requestID] = scope.requestID.description
        response.headers[.traceParent] = scope.trace.description
        return response
    }
}
