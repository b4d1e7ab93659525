import Foundation

extension StateDirectory {
    /// The folder for this process: its user, environment and working folder.
    static func inForce(_ configuration: BookedBarberConfiguration) -> String? {
        path(
            configured: configuration.stateDirectory, environment: ProcessInfo.processInfo.environment,
            isRoot: geteuid() == 0, workingDirectory: FileManager.default.currentDirectoryPath)
    }
}
