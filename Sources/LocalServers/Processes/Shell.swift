import Foundation
import Subprocess

/// How children are started: through the shell, which takes program and arguments as plain words and is replaced by
/// the program (`exec`).
///
/// The shell is there to set the file mode mask and to direct the output, already as the child's user; nothing that it
/// is given is ever parsed.
enum Shell {
    /// Runs a script in `/` with its own session, and as `user` if there is one.
    static func configuration(
        _ script: String, _ words: [String], user: ServiceUser?
    ) throws(LocalServerError) -> Subprocess.Configuration {
        var options = PlatformOptions()
        // A terminal's Ctrl-C does not reach another session.
        options.createSession = true
        var prefix: [String] = []
        #if os(Linux)
            // Subprocess changes the user between clone and exec with glibc's functions, which then wait for threads that
            // only the parent has: now and then, for ever. A program of its own does it after exec.
            if let user { prefix = try changingUser(to: user) }
        #else
            if let user {
                options.userID = user.userID
                options.groupID = user.groupID
                options.supplementaryGroups = []
            }
        #endif
        let command = prefix + ["/bin/sh", "-c", script] + words
        return Subprocess.Configuration(
            executable: .path(converted(command[0])), arguments: Arguments(Array(command.dropFirst())),
            // Each ends with a NUL: it is read as a C string.
            environment: .custom(ChildEnvironment.values().map { Array("\($0.key)=\($0.value)\0".utf8) }),
            workingDirectory: converted("/"), platformOptions: options)
    }

    private static func changingUser(to user: ServiceUser) throws(LocalServerError) -> [String] {
        let places = ["/usr/bin/setpriv", "/bin/setpriv"]
        guard let program = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw LocalServerError(
                .programMissing,
                "Starting servers as root needs setpriv, to run them as \(user.name). Install it (package util-linux), "
                    + "or start as a normal user.")
        }
        return [program, "--reuid=\(user.userID)", "--regid=\(user.groupID)", "--clear-groups", "--"]
    }

    /// Subprocess' path type comes from another module on each platform; its literals do without an import.
    private static func converted<Path: ExpressibleByStringLiteral>(_ path: Path.StringLiteralType) -> Path {
        Path(stringLiteral: path)
    }
}
