extension AdminClient {
    /// The server that is running with these options.
    ///
    /// - Throws: ``ProgramFailure`` when the configuration is wrong, or no server is running.
    static func find(_ options: ConfigurationOptions) throws(ProgramFailure) -> AdminClient {
        AdminClient(server: try server(options))
    }

    /// Its monitor.
    ///
    /// - Throws: as ``find(_:)``, and when the server has no monitor.
    static func findMonitor(_ options: ConfigurationOptions) throws(ProgramFailure) -> AdminClient {
        try AdminClient(monitorOf: server(options))
    }

    private static func server(_ options: ConfigurationOptions) throws(ProgramFailure) -> RunningServer {
        try RunningServer.find(in: StateFolder.find(options.load().configuration))
    }
}
