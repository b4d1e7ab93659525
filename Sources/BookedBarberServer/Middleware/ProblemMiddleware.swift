import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// Turns every error into a problem document, and writes the line about the request into the log.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = RequestScope

    let table: RouteTable
    /// Nil where nobody measures.
    let durations = RequestDurations()

    func handle(
        _ request: Request, context: RequestScope, next: (Request, RequestScope) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection is beyond repair; `ConnectionGuard` answers.
            throw error
        } catch {
            response = answer(error, request, context)
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        response.headers[.referrerPolicy] = "no-referrer"
        let took = ContinuousClock.now - start
        durations?.record(
            request.method, route: context.endpointPath == "NotFound" ? nil : context.endpointPath,
            status: response.status.code, took: took)
        log(request, context, response, took: took)
        // Also for paths that aren't routed: a body there would be taken for the next answer.
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func answer(_ error: any Error, _ request: Request, _ scope: RequestScope) -> Response {
        var problem = ProblemMapping.problem(for: error)
        if problem.kind == .notFound, scope.endpointPath == "NotFound" {
            problem = table.problemForUnroutedRequest(method: request.method, path: request.uri.path)
        }
        switch problem.kind.status.kind {
        case .serverError where problem.kind != .notConfigured:
            scope.logger.error(
                "request failed", error: error,
                metadata: ["method": .string(request.method.rawValue), "path": .string(request.uri.path)])
        default:
            scope.logger.debug("request refused", error: error)
        }
        return problem.response(instance: request.uri.path, requestID: scope.requestID)
    }

    private func log(_ request: Request, _ scope: RequestScope, _ response: Response, took: Duration) {
        let route = scope.endpointPath ?? "NotFound"
        let isProbe = route == "/healthz" || route == "/readyz"
        scope.logger.log(
            level: isProbe ? .debug : .info, "\(request.method.rawValue) \(request.uri.path) \(response.status.code)",
            metadata: [
                "http.route": .string(route), "http.response.status_code": .stringConvertible(response.status.code),
                "duration_ms": .string(took.milliseconds),
            ])
    }
}

extension Duration {
    /// Milliseconds with two decimals, as `Server-Timing` has them.
    var milliseconds: String {
        if self == .zero { return "0.00" }
        let hundredths = Int((self / .microseconds(10)).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
