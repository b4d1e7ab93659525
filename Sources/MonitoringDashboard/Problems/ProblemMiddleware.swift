import DatabaseMonitoring
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Turns errors into problem documents, or into pages for browsers, and gives every answer its security fields.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = AdminRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPParserError {
            // Nothing can be answered on such a connection.
            throw error
        } catch {
            let problem = Self.problem(for: error)
            if problem.status.kind == .serverError {
                context.logger.error("request of the monitor failed", metadata: ["path": "\(request.uri.path)"])
                context.logger.debug("its error", metadata: ["error": "\(error)"])
            }
            response = Self.answer(problem, request)
        }
        SecurityFields.add(to: &response.headers)
        if request.method == .head { response = response.createHeadResponse() }
        return response
    }

    private static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as UnknownAlertError: Problem(.notFound, error.description)
        case is NIOTooManyBytesError: Problem(.contentTooLarge, "The body is too long.")
        case is CancellationError: Problem(.serviceUnavailable, "The server is shutting down.")
        case let error as HTTPError where error.status == .notFound: Problem(.notFound, "There is no such page.")
        case let error as HTTPError where error.status == .contentTooLarge:
            Problem(.contentTooLarge, "The body is too long.")
        default: Problem(.internalServerError, "Something went wrong. The log says more.")
        }
    }

    private static func answer(_ problem: Problem, _ request: Request) -> Response {
        guard request.headers[.accept]?.contains("text/html") == true, !request.uri.path.hasPrefix("/api/") else {
            return problem.response(instance: request.uri.path)
        }
        return .html(MessagePage(title: problem.status.reasonPhrase, text: problem.detail).html, problem.status)
            .with(problem.fields)
    }
}
