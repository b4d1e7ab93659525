#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The account that a private server runs as when this program runs as root.
///
/// PostgreSQL refuses to run as root. This file wraps the C library's account database.
struct ServiceUser: Sendable, Equatable {
    let name: String
    let userID: uid_t
    let groupID: gid_t

    static var runningAsRoot: Bool { geteuid() == 0 }

    /// The first of `names` that exists, when this program runs as root; nil for any other user.
    static func forRoot(preferring names: [String]) throws(LocalServerError) -> ServiceUser? {
        guard runningAsRoot else { return nil }
        for name in names {
            if let user = named(name) { return user }
        }
        throw LocalServerError(
            .programMissing,
            """
            Running as root needs an account for the server to run as, and none of \
            \(names.joined(separator: ", ")) exists. Create one (for example: useradd --system postgres), \
            or start as a normal user.
            """)
    }

    /// Looks an account up; nil when there is none of that name.
    static func named(_ name: String) -> ServiceUser? {
        var record = passwd()
        var found: UnsafeMutablePointer<passwd>?
        // The buffer holds the strings of the record, which are not used after the call.
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwnam_r(name, &record, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        return ServiceUser(name: name, userID: record.pw_uid, groupID: record.pw_gid)
    }
}
