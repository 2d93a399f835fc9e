import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://shopify.dev/docs/apps/build/dev-dashboard/create-apps-using-dev-dashboard",
  ways: [
    {
      title: { en: "Your own shop", vi: "Cửa hàng của chính mình" },
      steps: [
        {
          en: "Sign in to the [Dev Dashboard](https://dev.shopify.com/dashboard), open *Apps*, click *Create app* and *Start from Dev Dashboard*.",
          vi: "Đăng nhập [Dev Dashboard](https://dev.shopify.com/dashboard), mở *Apps*, bấm *Create app* rồi *Start from Dev Dashboard*.",
        },
        {
          en: "In the tab *Versions*, choose the scopes below and release the version.",
          vi: "Ở thẻ *Versions*, chọn các scope nêu bên dưới rồi phát hành (*Release*).",
        },
        {
          en: "On the app's home page click *Install app*, and choose the shop, which must belong to the same organisation.",
          vi: "Ở trang chính của ứng dụng bấm *Install app* và chọn cửa hàng; cửa hàng phải thuộc cùng tổ chức (organization).",
        },
        {
          en: "Under *Settings*, copy *Client ID* into `clientId` and the secret into `clientSecret`. Tokens are fetched with them, and live a day.",
          vi: "Trong *Settings*, chép *Client ID* vào `clientId` và mã bí mật vào `clientSecret`. Token được tự động lấy và có hạn một ngày.",
        },
        {
          en: "`shop` is the shop's name at Shopify: `my-shop` of `my-shop.myshopify.com`.",
          vi: "`shop` là tên cửa hàng tại Shopify: `my-shop` trong `my-shop.myshopify.com`.",
        },
        {
          en: "Set `staff` to true only where the app has the scope `read_users` (plans Advanced and Plus): orders then tell who sold.",
          vi: "Chỉ đặt `staff` là true khi ứng dụng có scope `read_users` (gói Advanced và Plus): khi đó đơn hàng cho biết nhân viên bán.",
        },
        {
          en: "Customers' names, addresses, e-mail and telephone come only to apps that Shopify has [approved for them](https://shopify.dev/docs/apps/launch/protected-customer-data), and orders older than 60 days only with the scope `read_all_orders`.",
          vi: "Tên, địa chỉ, email và điện thoại của khách chỉ có khi ứng dụng được Shopify [duyệt](https://shopify.dev/docs/apps/launch/protected-customer-data); đơn hàng cũ hơn 60 ngày cần scope `read_all_orders`.",
        },
      ],
      settings: { shop: "my-shop", clientId: "$SHOPIFY_CLIENT_ID", clientSecret: "$SHOPIFY_CLIENT_SECRET" },
    },
    {
      title: {
        en: "An app made in the shop's admin before 2026",
        vi: "Ứng dụng tạo trong trang quản trị trước năm 2026",
      },
      steps: [
        {
          en: "Copy its Admin API access token, which begins with `shpat_` and does not end, into `accessToken`. New apps of this kind cannot be made.",
          vi: "Chép Admin API access token của ứng dụng (bắt đầu bằng `shpat_`, không hết hạn) vào `accessToken`. Không tạo mới được loại ứng dụng này nữa.",
        },
      ],
      settings: { shop: "my-shop", accessToken: "$SHOPIFY_ACCESS_TOKEN" },
    },
    {
      title: { en: "Shops of others", vi: "Cửa hàng của người khác" },
      steps: [
        {
          en: "Take the merchant through Shopify's [authorisation](https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens) with `expiring=1`, in software of your own, and copy the refresh token into `refreshToken`, beside the app's `clientId` and `clientSecret`. Shopify replaces it at every use; `.opensme` keeps the newest.",
          vi: "Dùng phần mềm của bạn đưa chủ cửa hàng qua bước [cấp quyền](https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens) của Shopify với `expiring=1`, rồi chép refresh token vào `refreshToken`, cùng `clientId` và `clientSecret` của ứng dụng. Shopify thay token này sau mỗi lần dùng; `.opensme` giữ token mới nhất.",
        },
      ],
      settings: {
        shop: "my-shop",
        clientId: "$SHOPIFY_CLIENT_ID",
        clientSecret: "$SHOPIFY_CLIENT_SECRET",
        refreshToken: "$SHOPIFY_REFRESH_TOKEN",
      },
    },
  ],
  webhooks: [
    {
      en: "Copy the app's client secret into `webhookSecret`: Shopify signs with it.",
      vi: "Chép client secret của ứng dụng vào `webhookSecret`: Shopify dùng mã này để ký.",
    },
    {
      en: "Run `npx opensme serve --register https://hooks.example.com`. Topics that the app's scopes do not reach are named, and the others stand. Several shops of one app share an address by the same `webhookAddress`.",
      vi: "Chạy `npx opensme serve --register https://hooks.example.com`. Sự kiện nào ứng dụng thiếu quyền sẽ được nêu tên, các sự kiện khác vẫn được đăng ký. Nhiều cửa hàng của cùng ứng dụng dùng chung địa chỉ bằng cách đặt cùng một `webhookAddress`.",
    },
  ],
};
