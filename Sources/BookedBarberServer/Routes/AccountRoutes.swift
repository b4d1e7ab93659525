import BookedBarber
import HTTPTypes

/// Signing up, in and out; one's own account.
enum AccountRoutes {
    static let all = [signUp, signIn, signOut, me, changeMe]

    static let signUp = Route.on(
        .post, "/v1/users", taking: SignUpBody.self,
        Operation("signUp", "Sign up as a client", tag: .accounts) { operation in
            operation.access = .anyone
            operation.success = .created
            operation.problems = [.emailUnavailable, .quotaExceeded, .unavailable]
        }
    ) { call, body in
        try call.limiter.count(address: call.address)
        let new = try NewUser(email: body.email, fullName: body.fullName, phone: body.phone)
        let user = try await call.backend.accounts.signUp(new, password: body.password, at: call.now)
        return Reply(UserBody(user))
    }

    static let signIn = Route.on(
        .post, "/v1/sessions", taking: CredentialsBody.self,
        Operation("signIn", "Sign in", tag: .accounts) { operation in
            operation.access = .anyone
            operation.success = .created
            operation.details = "Answers with a session token. It is good for 30 days, or until one signs out."
            operation.problems = [.wrongCredentials, .quotaExceeded, .unavailable]
        }
    ) { call, body in
        try call.limiter.count(address: call.address)
        try call.limiter.count(account: body.email)
        let signedIn = try await call.backend.accounts.signIn(
            email: body.email, password: body.password, at: call.now)
        return Reply(SessionBody(signedIn))
    }

    static let signOut = Route.on(
        .delete, "/v1/sessions/current",
        Operation("signOut", "Sign out: end the session of the token", tag: .accounts) { operation in
            operation.success = .noContent
        }
    ) { call in
        if let token = call.token { try await call.backend.accounts.signOut(token) }
        return Reply(NoBody())
    }

    static let me = Route.on(
        .get, "/v1/me",
        Operation("getMe", "Who is signed in", tag: .accounts) { $0.isVersioned = true }
    ) { call in
        Reply(UserBody(try call.signedIn))
    }

    static let changeMe = Route.on(
        .patch, "/v1/me", taking: ProfileChangeBody.self,
        Operation("changeMe", "Change one's own name or telephone number", tag: .accounts) { operation in
            operation.requiresMatch = true
        }
    ) { call, body in
        let user = try call.signedIn
        let phone: String?? = body.phone.map { $0.isEmpty ? nil : $0 }
        let change = try ProfileChange(fullName: body.fullName, phone: phone)
        let version = try await call.expectedVersion { user.version }
        let changed = try await call.backend.users.update(user.id, change, expecting: version, at: call.now)
        return Reply(UserBody(changed))
    }
}
