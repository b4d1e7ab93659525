import QueryCaching

extension CachedKinds {
    static let revenueByDay: CacheKind<[DailyRevenue]> = revenue()
    static let revenueByBarber: CacheKind<[BarberRevenue]> = revenue()
    static let revenueByLocation: CacheKind<[LocationRevenue]> = revenue()

    static let topServices: CacheKind<[ServicePopularity]> = analytics()
    static let busiestHours: CacheKind<[HourOfWeek]> = analytics()
    static let topClients: CacheKind<[LifetimeValue]> = analytics()
    static let attendance = CacheKind<ShopAttendance>(
        "analytics_data", policy: analyticsPolicy, size: { 200 + 200 * $0.barbers.count })
    static let lifetimeValue = CacheKind<LifetimeValue?>("analytics_data", policy: analyticsPolicy)

    private static let analyticsPolicy = CachePolicy(timeToLive: .seconds(1800))

    private static func revenue<Value: Codable>() -> CacheKind<[Value]> {
        CacheKind("revenue_data", policy: CachePolicy(timeToLive: .seconds(600)), size: { 100 + 300 * $0.count })
    }

    private static func analytics<Value: Codable>() -> CacheKind<[Value]> {
        CacheKind("analytics_data", policy: analyticsPolicy, size: { 100 + 200 * $0.count })
    }
}
