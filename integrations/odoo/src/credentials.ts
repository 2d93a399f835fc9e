import type { Credentials } from "@opensme/core";

export const credentials: Credentials = {
  url: "https://www.odoo.com/documentation/19.0/developer/reference/external_api.html",
  ways: [
    {
      steps: [
        {
          en: "On odoo.com the API needs the plan *Custom*; a server of your own always has it. It must be reached over https.",
          vi: "Trên odoo.com, API chỉ có ở gói *Custom*; máy chủ tự cài đặt thì luôn có. Máy chủ phải truy cập được qua https.",
        },
        {
          en: "Make a user for the connection under *Settings > Users*, and give it no more than the access to the apps that are to be read; it sees what its groups and companies allow.",
          vi: "Tạo một người dùng riêng cho kết nối trong phần thiết lập, mục người dùng (*Settings > Users*), chỉ cấp quyền với các ứng dụng cần đọc; người dùng này chỉ thấy những gì nhóm quyền và công ty của nó cho phép.",
        },
        {
          en: "Sign in as that user, click its picture at the top right, open its preferences (*My Preferences*, in older versions *My Profile*) and there the tab *Security* (*Account Security*).",
          vi: "Đăng nhập bằng người dùng đó, bấm vào ảnh đại diện ở góc trên bên phải, mở phần tùy chọn cá nhân (*My Preferences*, bản cũ là *My Profile*) rồi chọn thẻ bảo mật (*Security*, bản cũ là *Account Security*).",
        },
        {
          en: "Add an API key (*Add API Key*, or *New API Key*), with the longest duration on offer, and copy it into `apiKey`: it is shown once. Make the next one in time.",
          vi: "Thêm khóa API (*Add API Key* hoặc *New API Key*), chọn thời hạn dài nhất, rồi chép vào `apiKey`: khóa chỉ hiện một lần. Nhớ tạo khóa mới trước khi hết hạn.",
        },
        {
          en: "`host` is the address without `https://`, with the port where it is not 443. `database` is the database's name; on odoo.com it is the first part of the host.",
          vi: "`host` là địa chỉ Odoo, bỏ `https://`, kèm cổng nếu khác 443. `database` là tên cơ sở dữ liệu; trên odoo.com là phần đầu của địa chỉ.",
        },
        {
          en: "Only for Odoo 16 to 18: set `protocol` to `json-rpc`, and `login` to what the user signs in with.",
          vi: "Chỉ với Odoo 16 đến 18: đặt `protocol` là `json-rpc` và `login` là tên đăng nhập của người dùng đó.",
        },
      ],
      settings: { host: "my-company.odoo.com", database: "my-company", apiKey: "$ODOO_API_KEY" },
    },
  ],
};
