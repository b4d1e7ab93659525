extension RouteTable {
    /// Every route of the server.
    ///
    /// - Parameter isCurrent: whether the database answers and has this program's schema.
    static func all(
        _ configuration: ServerConfiguration, isCurrent: @escaping @Sendable () async throws -> Bool
    ) -> (table: RouteTable, document: DocumentRoute) {
        let document = DocumentRoute()
        let routes =
            AccountRoutes.all + ShopRoutes.all + ScheduleRoutes.all + AppointmentRoutes.all
            + PaymentRoutes.all + AnalyticsRoutes.all + AdminRoutes.all
            + [
                WebhookRoutes.stripe(secret: configuration.stripeWebhookSecret),
                SystemRoutes.health, SystemRoutes.readiness(within: configuration.readinessTime, isCurrent),
                document.route,
            ]
        return (RouteTable(routes: routes), document)
    }
}
