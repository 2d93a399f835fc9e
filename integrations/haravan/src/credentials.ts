import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://docs.haravan.com/docs/tutorials/authentication/private-app/",
  ways: [
    {
      steps: [
        {
          en: "Sign in to the shop's admin as its owner: only the owner can make private apps.",
          vi: "Đăng nhập trang quản trị Haravan bằng tài khoản chủ cửa hàng; chỉ chủ cửa hàng mới tạo được ứng dụng riêng.",
        },
        {
          en: "Click *Ứng dụng* (Apps) in the menu on the left, then *Ứng dụng riêng* (Private app), and create a new one. It can also be made at <https://developers.haravan.com/apps>: *Create App*, then *Private Token* of the app.",
          vi: "Chọn *Ứng dụng* ở menu bên trái, bấm *Ứng dụng riêng* rồi tạo ứng dụng riêng mới. Cũng có thể tạo tại <https://developers.haravan.com/apps>: *Create App*, sau đó vào mục *Private Token* của ứng dụng.",
        },
        {
          en: "Give it a name and the rights below, read only unless you want to write, and save.",
          vi: "Đặt tên, chọn các quyền nêu bên dưới (chỉ cần quyền đọc nếu không ghi dữ liệu) rồi bấm lưu.",
        },
        {
          en: "Copy the key or token that is shown into `token`. It belongs to this one shop; nothing else names the shop.",
          vi: "Chép mã (token) hiện ra vào `token`. Mã này chỉ thuộc một cửa hàng nên không phải khai báo thêm tên cửa hàng.",
        },
      ],
      settings: { token: "$HARAVAN_TOKEN" },
    },
  ],
  webhooks: [
    {
      en: "Webhooks are signed with the secret of an app: take one made at <https://developers.haravan.com/apps>, which shows it, with the scope `wh_api`. Enter the address and choose the topics in the app's webhook settings; Haravan tries the address once, which `serve` answers.",
      vi: "Webhook được ký bằng khóa của ứng dụng: hãy dùng ứng dụng tạo tại <https://developers.haravan.com/apps> (ở đó xem được khóa) và có quyền `wh_api`. Nhập địa chỉ và chọn các sự kiện trong phần cài đặt webhook của ứng dụng; Haravan gọi thử địa chỉ một lần, `serve` tự trả lời.",
    },
    { en: "Copy the *App Secret* into `webhookSecret`.", vi: "Chép *App Secret* của ứng dụng vào `webhookSecret`." },
  ],
};
