import BookedBarber
import Foundation
import MonitoringDashboard
import PostgresDatabase

extension MonitoringAccess {
    /// Administrators of the application, by their email address and password. Nobody else's session opens anything.
    static func administrators(of database: Database) -> MonitoringAccess {
        let accounts = Accounts(database: database, hasher: PasswordHasher())
        return MonitoringAccess(
            signIn: { email, password in
                do {
                    let signedIn = try await accounts.signIn(email: email, password: password, at: Date())
                    guard signedIn.user.role == .admin else {
                        try await accounts.signOut(signedIn.session.token.text)
                        return nil
                    }
                    return signedIn.session.token.text
                } catch let error as DomainError where error.code == .wrongCredentials {
                    return nil
                }
            },
            isAdministrator: { token in try await accounts.authenticate(token, at: Date())?.role == .admin },
            signOut: { token in try await accounts.signOut(token) })
    }
}
