import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/account-service-keys",
  ways: [
    {
      title: { en: "One account of your own: a service key", vi: "Chỉ một tài khoản của mình: service key" },
      steps: [
        {
          en: "In HubSpot open *Development*, in its menu *Keys > Service keys*, and create a key. A super admin can, and whoever has access to the developer tools.",
          vi: "Trong HubSpot mở *Development*, chọn *Keys > Service keys* ở menu bên trái và tạo khóa. Cần là super admin hoặc có quyền dùng công cụ phát triển.",
        },
        {
          en: "Add the scopes below, as far as the list has them, and create the key.",
          vi: "Thêm các scope nêu bên dưới (những scope có trong danh sách) rồi tạo khóa.",
        },
        {
          en: "Show the key, and copy it into `accessToken`. Nothing else is needed.",
          vi: "Hiện khóa và chép vào `accessToken`. Không cần gì thêm.",
        },
        {
          en: "The token of a private app that exists already does as well (*Development > Legacy apps > the app > Auth > Show token*); new ones cannot be made since October 2026.",
          vi: "Token của private app đã có từ trước cũng dùng được (*Development > Legacy apps >* chọn ứng dụng *> Auth > Show token*); từ tháng 10/2026 không tạo mới được nữa.",
        },
      ],
      settings: { accessToken: "$HUBSPOT_ACCESS_TOKEN" },
    },
    {
      title: { en: "An app that others install", vi: "Ứng dụng cho nhiều tài khoản cài đặt" },
      steps: [
        {
          en: "Make an app with OAuth on HubSpot's developer platform (<https://developers.hubspot.com>), with the redirect URL `http://localhost:4711/callback` and the scopes below.",
          vi: "Tạo một ứng dụng dùng OAuth trên nền tảng phát triển của HubSpot (<https://developers.hubspot.com>), nhập redirect URL `http://localhost:4711/callback` và các scope nêu bên dưới.",
        },
        {
          en: "On the app's page *Auth*, copy *Client ID* into `clientId` and *Client secret* into `clientSecret`.",
          vi: "Ở trang *Auth* của ứng dụng, chép *Client ID* vào `clientId` và *Client secret* vào `clientSecret`.",
        },
        {
          en: "Run `npx opensme connect crm` and let a person of the account allow the app in the browser; `--write` asks for the right to write too.",
          vi: "Chạy `npx opensme connect crm` để người của tài khoản cho phép ứng dụng trong trình duyệt; thêm `--write` nếu cần quyền ghi.",
        },
        {
          en: "Without `opensme connect`: authorise the app yourself and copy the refresh token into `refreshToken`.",
          vi: "Nếu không dùng `opensme connect`: tự cấp quyền cho ứng dụng và chép refresh token vào `refreshToken`.",
        },
      ],
      settings: { clientId: "$HUBSPOT_CLIENT_ID", clientSecret: "$HUBSPOT_CLIENT_SECRET" },
    },
  ],
  webhooks: [
    {
      en: "Subscriptions belong to an app, and not to a service key: enter the address among the webhooks of the app, and choose the objects. One address serves all accounts: give their connections the same `webhookAddress`.",
      vi: "Đăng ký webhook thuộc về ứng dụng, không thuộc service key: nhập địa chỉ trong phần webhooks của ứng dụng và chọn các đối tượng. Một địa chỉ dùng cho mọi tài khoản: đặt cùng một `webhookAddress` cho các kết nối.",
    },
    {
      en: "Copy the app's *Client secret* into `webhookSecret`.",
      vi: "Chép *Client secret* của ứng dụng vào `webhookSecret`.",
    },
    {
      en: "HubSpot signs the address too, so `serve` must know it: start it with `--register https://hooks.example.com`, even though HubSpot takes no registration.",
      vi: "HubSpot ký cả địa chỉ nên `serve` phải biết địa chỉ đó: chạy với `--register https://hooks.example.com`, dù HubSpot không nhận đăng ký tự động.",
    },
  ],
};
