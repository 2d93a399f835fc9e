import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://www.kiotviet.vn/huong-dan-su-dung-kiotviet/huong-dan-su-dung-tinh-nang-ket-noi-api-salon/",
  ways: [
    {
      steps: [
        {
          en: "Sign in to KiotViet's management page as the administrator of the shop: others do not see the codes. It must be KiotViet retail; restaurants have another API.",
          vi: "Đăng nhập trang quản lý KiotViet bằng tài khoản admin của chủ gian hàng; các tài khoản khác không thấy mã kết nối. Phải là KiotViet bán lẻ; KiotViet nhà hàng (FnB) dùng API khác.",
        },
        {
          en: "Open *Thiết lập* (settings) > *Thiết lập cửa hàng* (shop settings) > *Thiết lập kết nối API* (API connection). Some plans lack it: ask KiotViet where it is not there.",
          vi: "Vào *Thiết lập* > *Thiết lập cửa hàng* > *Thiết lập kết nối API*. Một số gói dịch vụ không có mục này; nếu không thấy, hãy hỏi KiotViet.",
        },
        {
          en: "Click *Tạo mã* (make a code) where there is none yet, choose *Hoạt động* (active), then *Lưu* (save). There are no rights to choose: the code opens everything in the shop.",
          vi: "Nếu chưa có mã, bấm *Tạo mã*, chọn *Hoạt động* rồi bấm *Lưu*. Không có phần chọn quyền: mã này đọc và ghi được toàn bộ dữ liệu của gian hàng, nên cần giữ kín.",
        },
        {
          en: "Copy *Client ID* into `clientId` and *Mã bảo mật* (the security code) into `clientSecret`.",
          vi: "Chép *Client ID* vào `clientId` và *Mã bảo mật* vào `clientSecret`.",
        },
        {
          en: "`retailer` is the shop's name in its address: `my-shop` of `my-shop.kiotviet.vn`.",
          vi: "`retailer` là tên gian hàng trong địa chỉ đăng nhập: `my-shop` nếu địa chỉ là `my-shop.kiotviet.vn`.",
        },
      ],
      settings: { retailer: "my-shop", clientId: "$KIOTVIET_CLIENT_ID", clientSecret: "$KIOTVIET_CLIENT_SECRET" },
    },
  ],
  webhooks: [
    {
      en: "Choose a secret of your own, in base64 (`openssl rand -base64 32`), and set it as `webhookSecret`: KiotViet is given it with the address, and signs with it.",
      vi: "Tự đặt một khóa dạng base64 (`openssl rand -base64 32`) và ghi vào `webhookSecret`: khóa này được gửi cho KiotViet khi đăng ký địa chỉ, và KiotViet dùng nó để ký.",
    },
    {
      en: "Run `npx opensme serve --register https://hooks.example.com`. Nothing is entered at KiotViet by hand.",
      vi: "Chạy `npx opensme serve --register https://hooks.example.com`. Không phải nhập gì trên trang KiotViet.",
    },
  ],
};
