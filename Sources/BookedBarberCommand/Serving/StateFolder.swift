import Foundation

/// The state folder on the disk.
struct StateFolder: Sendable {
    let path: String

    /// Where the private PostgreSQL keeps everything of its own.
    var postgres: String { "\(path)/postgres" }
    /// Where the private Redis keeps everything of its own.
    var redis: String { "\(path)/redis" }
    /// Holds the secret with which Stripe's webhooks are verified, when the configuration has none.
    var stripeWebhookSecret: String { "\(path)/stripe-webhook-secret" }

    /// What the monitor has measured, and what it keeps beside it.
    var monitorHistory: String { "\(path)/monitor.sqlite" }

    /// Says how to reach the server that is running, as long as it is.
    var running: String { "\(path)/running.json" }

    /// Where it is, or would be.
    static func find(_ configuration: BookedBarberConfiguration) throws(ProgramFailure) -> StateFolder {
        guard let path = StateDirectory.inForce(configuration) else {
            throw ProgramFailure(
                .stateFolder,
                "There's no home folder to keep state in. Choose a folder with --state or BOOKEDBARBER_STATE.")
        }
        return StateFolder(path: path)
    }

    /// Makes the folder where it's missing.
    ///
    /// Nobody else may look into it; as root, others may pass through it, since PostgreSQL runs as another user.
    static func prepare(_ configuration: BookedBarberConfiguration) throws(ProgramFailure) -> StateFolder {
        let path = try find(configuration).path
        let mode = geteuid() == 0 ? 0o711 : 0o700
        do {
            if !FileManager.default.fileExists(atPath: path) {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            }
        } catch {
            throw ProgramFailure(
                .stateFolder,
                "The state folder \(path) can't be made: \(Self.reason(for: path)). "
                    + "Choose another with --state or BOOKEDBARBER_STATE.")
        }
        return StateFolder(path: path)
    }

    /// Why the system doesn't let the folder be made. It is asked again, because Foundation's error hides what it said.
    private static func reason(for path: String) -> String {
        var missing = path
        while true {
            let parent = (missing as NSString).deletingLastPathComponent
            if parent.isEmpty || parent == missing || FileManager.default.fileExists(atPath: parent) { break }
            missing = parent
        }
        guard mkdir(missing, 0o700) != 0 else {
            rmdir(missing)
            return "it was not possible a moment ago; try again"
        }
        return String(cString: strerror(errno)).lowercased()
    }

    /// The secret from the file, made at random the first time. Only the file's owner may read it.
    func webhookSecret() throws(ProgramFailure) -> Secret {
        let file = stripeWebhookSecret
        if let data = FileManager.default.contents(atPath: file) {
            let text = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
            guard text.count >= 8 else {
                throw ProgramFailure(.stateFolder, "\(file) has no secret in it. Delete it to have a new one made.")
            }
            return Secret(text)
        }
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        var random = SystemRandomNumberGenerator()
        let text = "whsec_" + String((0..<32).map { _ in letters[Int.random(in: letters.indices, using: &random)] })
        try Self.writePrivately(text + "\n", to: file)
        return Secret(text)
    }

    /// The file appears whole, or not at all, and was never readable by others.
    static func writePrivately(_ text: String, to path: String) throws(ProgramFailure) {
        // A name of its own: another program may be writing the same file.
        let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max)).new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        } catch {
            unlink(temporary)
            throw failure(path)
        }
        guard rename(temporary, path) == 0 else {
            unlink(temporary)
            throw failure(path)
        }
    }

    private static func failure(_ path: String) -> ProgramFailure {
        ProgramFailure(
            .stateFolder, "\(path) can't be written. Check the permissions of its folder and the space on the disk.")
    }
}
