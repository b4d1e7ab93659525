import Foundation
import HTTPTypes
import Hummingbird

/// Signing in and out. Right and wrong take the same time, and wrong looks the same whatever was wrong.
struct SignInRoutes: Sendable {
    let configuration: MonitoringServerConfiguration
    let cookie: SessionCookie
    let sessions: AdminSessions
    let attempts: AttemptLimit
    let addresses: ClientAddress

    func add(to router: Router<AdminRequestContext>) {
        router.get("/sign-in") { _, _ in Response.html(SignInPage(message: nil).html) }
        router.post("/sign-in") { request, context in
            let form = try await form(request)
            try attempts.count(address: addresses.of(request, context))
            let end = ContinuousClock.now + configuration.limits.signInTime
            let outcome = await outcome(form)
            try await Task.sleep(until: end, clock: .continuous)
            guard let token = try outcome.get() else {
                let page = SignInPage(message: "These don't open the monitor. It takes an administrator's account.")
                return Response.html(page.html, .unauthorized)
            }
            return Response.redirect(to: "/dashboard", type: .normal).with([.setCookie: cookie.field(token)])
        }
        router.post("/sign-out") { request, _ in
            if let session = cookie.session(in: request.headers[.cookie]) { await sessions.signOut(session) }
            return Response.redirect(to: "/sign-in", type: .normal).with([.setCookie: cookie.removingField])
        }
    }

    private func outcome(_ form: [String: String]) async -> Result<String?, Problem> {
        let email = form["email"] ?? ""
        let password = form["password"] ?? ""
        do throws(Problem) {
            if email.isEmpty {
                let isToken = configuration.tokens.contains { $0.isSame(as: password) }
                return .success(isToken ? await sessions.openOwn() : nil)
            }
            try attempts.count(account: email)
            let token = try await sessions.signIn(email: email, password: password)
            return .success(token.flatMap { SessionCookie.permits($0) ? $0 : nil })
        } catch {
            return .failure(error)
        }
    }

    /// - Throws: 415 for anything but a form.
    private func form(_ request: Request) async throws -> [String: String] {
        guard request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Problem(.unsupportedMediaType, "Send the form of /sign-in.")
        }
        let body = try await request.body.collect(upTo: configuration.limits.bodyBytes)
        var form: [String: String] = [:]
        for pair in String(buffer: body).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            form[String(parts[0])] = parts[1].replacing("+", with: " ").removingPercentEncoding
        }
        return form
    }
}
